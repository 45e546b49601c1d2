# shellcheck shell=bash
# System tests of what apt-get and a missing root do; they need no cloud. See system_tests.sh.

# Becomes a machine of its own, as far as maintainer scripts can tell: nobody listens, an init in
# runlevel 2 is there and no policy-rc.d (a container has neither: nothing would start anyway), and
# PostgreSQL has a cluster that never ran. What packages install is the real machine's.
machine_make() { # SCRATCH_DIR
  local dir
  cp -a /usr/sbin "$1/sbin"
  rm -f "$1/sbin/policy-rc.d" "$1/sbin/runlevel"
  printf '#!/bin/sh\necho N 2\n' | install -m 755 /dev/stdin "$1/sbin/runlevel"
  [[ -e $1/sbin/init ]] || install -m 755 /dev/null "$1/sbin/init"
  mount --bind "$1/sbin" /usr/sbin
  for dir in /etc/postgresql /var/lib/postgresql /var/log/postgresql /run/postgresql; do
    mkdir -p "$dir"
    mount -t tmpfs -o mode=755,uid="$(id -u postgres)",gid="$(id -g postgres)" tmpfs "$dir"
  done
  mount -t tmpfs tmpfs /mnt # a place that apt-get's own user may enter
  cp "$1"/../*.deb /mnt/
  ip link set lo up
  pg_createcluster "$(basename "$(printf '%s\n' /usr/lib/postgresql/* | sort -V | tail -n 1)")" main >&2
}

# Prints the ports that are listened on after a command there, which may be a function of these libraries.
machine_ports_after() { # SCRATCH_DIR COMMAND...
  mkdir -p "$1"
  # shellcheck disable=SC2016 # they are the inner shell's
  timeout 300 unshare --mount --propagation private --pid --net --fork --kill-child --mount-proc bash -c '
    set -euo pipefail
    cd "$0"
    . packages.sh
    . ports.sh
    . system_tests_packages.sh
    machine_make "$1"
    [[ -z $(ports_listening) ]]
    "${@:2}" >&2
    ports_listening | sort -u' "$STATE_ROOT/testbed/lib" "$@"
}

# What the policy is good for: without it the same command starts the service.
machine_install_starting() {
  apt-get -y -o DPkg::Lock::Timeout=300 install --reinstall /mnt/*.deb
}

machine_install() { # LOG
  packages_install "$1" --reinstall /mnt/*.deb
}

test_packagesAreInstalledAndNoPortAppears() {
  local dir=$SYSTEM_REPORTS/apt version
  mkdir -p "$dir"
  version=$(dpkg-query -W -f '${Version}' postgresql-common)
  (cd "$dir" && apt-get -o APT::Sandbox::User=root download "postgresql-common=$version") ||
    { echo "apt-get cannot download what is installed: no network, or apt-get update && apt-get upgrade" && return 1; }
  [[ $(machine_ports_after "$dir/free" machine_install_starting) == 5432 ]]
  [[ -z $(machine_ports_after "$dir/forbidden" machine_install "$dir/log") ]]
  grep -q 'policy-rc.d denied execution of start' "$dir/log"
  rm -rf "$dir/free" "$dir/forbidden"
}

# As a plain user, in a mount name space where the checkout lies open to him and where dpkg-query does
# not know PKG. Prints what up says; its exit status is up's.
up_as_nobody() { # SCRATCH_DIR PKG OPTIONS...
  mkdir -p "$1"
  # shellcheck disable=SC2016 # they are the stand-in's, and the inner shell's
  printf '#!/bin/sh\ncase " $* " in *" %s "*) exit 1 ;; esac\nexec /usr/bin/dpkg-query "$@"\n' "$2" |
    install -m 755 /dev/stdin "$1/dpkg-query"
  # shellcheck disable=SC2016
  timeout 120 unshare --mount --propagation private bash -c '
    mount -t tmpfs -o mode=755 tmpfs /mnt && mkdir /mnt/code /mnt/bin && install -d -o nobody /mnt/home
    mount --bind "$0" /mnt/code && cp "$1/dpkg-query" /mnt/bin/
    cd /mnt/home
    exec setpriv --reuid=nobody --regid=nogroup --clear-groups --no-new-privs env -i HOME=/mnt/home \
      PATH="/mnt/bin:$PATH" /mnt/code/synnefo up --state /mnt/home/run "${@:3}"' "$STATE_ROOT" "$@" 2>&1
}

test_withoutRootUpSaysWhatIsMissingAndHowToGetIt() {
  local status=0 said
  said=$(up_as_nobody "$SYSTEM_REPORTS/nobody" rabbitmq-server) || status=$?
  echo "$said"
  ((status == 3))
  grep -q 'missing packages: rabbitmq-server; as root: apt-get install --no-install-recommends rabbitmq-server' <<<"$said"
}

test_aRealGanetiWithoutRootIsRefusedWithTheReason() {
  local status=0 said
  said=$(up_as_nobody "$SYSTEM_REPORTS/nobody" none --ganeti real) || status=$?
  echo "$said"
  ((status == 3))
  grep -qe '--ganeti real: it needs root' <<<"$said"
}
