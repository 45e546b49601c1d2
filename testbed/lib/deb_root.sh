# shellcheck shell=bash
# A small Debian in a directory, made of files of packages that are installed here, to install into with
# dpkg --root. It takes no network.

# Those packages and all that they depend on, as far as they are installed; one a line.
deb_root_packages() { # PKG...
  apt-cache depends -i --recurse --installed "$@" | sed -n 's/^\([a-z0-9][^ :]*\)\(:.*\)\{0,1\}$/\1/p' | sort -u |
    while read -r pkg; do
      [[ $(dpkg-query -W -f '${db:Status-Status}\n' "$pkg" 2>/dev/null | head -n 1) != installed ]] || echo "$pkg"
    done
}

# The essential packages, and PKG with what they depend on, are installed in DIR.
deb_root_make() { # DIR PKG...
  local dir=$1 pkg
  local -a packages essential
  shift
  mapfile -t essential < <(dpkg-query -W -f '${Essential} ${Package}\n' | sed -n 's/^yes //p')
  # the last two: what others depend on by another name (awk, perl:any)
  mapfile -t packages < <(deb_root_packages "${essential[@]}" "$@" mawk perl)
  mkdir -p "$dir"/usr/{bin,sbin,lib,lib64} # what /bin and the like are links to
  dpkg-query -L "${packages[@]}" | grep '^/.*' | grep -vE '^/(\.|usr/share/(doc|man|info|locale))(/|$)' | sort -u |
    while read -r file; do [[ ! -e $file && ! -L $file ]] || echo "${file#/}"; done |
    tar -C / --no-recursion -c -T - 2>/dev/null | tar -C "$dir" -xp --keep-directory-symlink
  mkdir -p "$dir"/var/lib/dpkg/{info,updates,triggers} "$dir"/{dev,proc,run,tmp,etc}
  for pkg in "${packages[@]}"; do
    cp /var/lib/dpkg/info/"$pkg"{,:*}.list "$dir/var/lib/dpkg/info/" 2>/dev/null || [[ $? == 1 ]]
  done
  dpkg-query -s "${packages[@]}" >"$dir/var/lib/dpkg/status"
  cp /var/lib/dpkg/info/format "$dir/var/lib/dpkg/info/"
  deb_root_settle "$dir"
}

# What the packages' scripts would have made, as far as it is needed.
deb_root_settle() { # DIR
  local file
  for file in passwd group; do cp "$1/usr/share/base-passwd/$file.master" "$1/etc/$file"; done
  mknod -m 666 "$1/dev/null" c 1 3
  mknod -m 666 "$1/dev/urandom" c 1 9
  chroot "$1" /bin/sh -c 'pwconv && grpconv && ldconfig && rm -f /etc/*-'
  ln -sf "$(readlink -f /usr/bin/java)" "$1/usr/bin/java"
}
