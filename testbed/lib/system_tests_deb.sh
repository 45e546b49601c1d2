# shellcheck shell=bash
# System tests of the event daemon's Debian package; they need no cloud. See system_tests.sh.

# The package, built once a run, and a directory of the test's own.
deb_here() { # NAME
  local lib
  for lib in deb deb_root deb_node docs; do
    # shellcheck disable=SC1090
    . "$STATE_ROOT/testbed/lib/$lib.sh"
  done
  HERE=$SYSTEM_REPORTS/$1
  rm -rf "$HERE"
  mkdir -p "$HERE"
  DEB=$(echo "$SYSTEM_REPORTS"/synnefo-eventd_*_all.deb)
  [[ -s $DEB ]] || { deb_build && cp "$DEB" "$SYSTEM_REPORTS/" && DEB=$SYSTEM_REPORTS/${DEB##*/}; }
}

# Every file there with its owner, mode and content, but for what dpkg and systemd keep for themselves.
deb_files() { # ROOT
  (cd "$1" && find . -path ./var/lib/dpkg -prune -o -path ./proc -prune -o -path ./run -prune -o -path './etc/*-' -prune -o \
    ! -path './etc/.pwd.lock' -printf '%y %m %U:%G %p %l\n' | sort &&
    find . -path ./var/lib/dpkg -prune -o -path ./proc -prune -o -path ./run -prune -o -path './etc/*-' -prune -o \
      -type f -print0 | sort -z | xargs -0 sha256sum)
}

test_theDaemonsPackageIsBuiltAndLintianFindsNothing() {
  deb_here lintian
  lintian --fail-on error,warning --allow-root "$DEB"
  # two builds of one state give the same bytes
  sha256sum "$DEB" >"$HERE/first"
  deb_build
  [[ $(sha256sum <"$DEB") == "$(cut -d' ' -f1 "$HERE/first")  -" ]]
  [[ $(dpkg-deb --fsys-tarfile "$DEB" | tar -xO ./usr/share/doc/synnefo-eventd/changelog.gz | zcat | head -n 1) == \
    "synnefo-eventd ($(dpkg-deb -f "$DEB" Version)) "* ]]
}

# systemd's own opinion; the exposure (of 10) is at the end of the log.
test_theDaemonsUnitIsValidAndHardened() {
  deb_here unit
  local unit=$HERE/lib/systemd/system/synnefo-eventd.service
  dpkg-deb -x "$DEB" "$HERE"
  # the launcher is not installed here
  sed "s|^ExecStart=/|ExecStart=$HERE/|" "$unit" >"$HERE/synnefo-eventd.service"
  SYSTEMD_LOG_LEVEL=notice systemd-analyze verify --man=no "$HERE/synnefo-eventd.service" >"$HERE/said" 2>&1 || cat "$HERE/said"
  absent grep -q synnefo-eventd "$HERE/said"
  systemd-analyze security --no-pager --offline=true --threshold=20 "$HERE/synnefo-eventd.service"
}

# The same package as a later version, whose settings file has a line more.
deb_later() { # DEB
  dpkg-deb -R "$DEB" "$HERE/later"
  sed -i 's/^Version: .*/&+later/' "$HERE/later/DEBIAN/control"
  echo '# a new line' >>"$HERE/later/etc/synnefo/eventd.conf"
  (cd "$HERE/later" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | xargs -0 md5sum >DEBIAN/md5sums)
  dpkg-deb -b "$HERE/later" "$1"
}

deb_dpkg() { dpkg --root="$HERE/root" --log="$HERE/dpkg.log" --force-confold "$@"; }

deb_state() { dpkg-query --root="$HERE/root" -W -f '${db:Status-Status} ${Version}' synnefo-eventd; }

test_theDaemonsPackageIsInstalledUpgradedRemovedAndPurged() {
  deb_here dpkg
  local conf=$HERE/root/etc/synnefo/eventd.conf version kept script
  version=$(dpkg-deb -f "$DEB" Version)
  deb_root_make "$HERE/root" adduser openjdk-17-jre-headless
  deb_files "$HERE/root" >"$HERE/before"
  deb_dpkg --unpack "$DEB"
  [[ $(deb_state) == "unpacked $version" ]]
  for script in "$HERE"/root/var/lib/dpkg/info/synnefo-eventd.p*; do grep -qx 'set -e' "$script"; done
  deb_dpkg --configure synnefo-eventd 2>&1 | tee "$HERE/said"
  [[ $(deb_state) == "installed $version" ]]
  grep -q 'there is no group gnt-daemons' "$HERE/said"
  grep -q 'not started: set amqp.username' "$HERE/said"
  [[ $(chroot "$HERE/root" stat -c %a:%U:%G /etc/synnefo/eventd.conf) == 640:root:synnefo-eventd ]]
  [[ $(chroot "$HERE/root" id -Gn synnefo-eventd) == synnefo-eventd ]]

  # an upgrade keeps what was changed, and now there is a Ganeti
  echo 'prefix = lab' >>"$conf"
  kept=$(sha256sum "$conf")
  chroot "$HERE/root" addgroup --quiet --system gnt-daemons
  deb_later "$HERE/later.deb"
  deb_dpkg --install "$HERE/later.deb"
  [[ $(deb_state) == "installed $version+later" && $(sha256sum "$conf") == "$kept" && -s $conf.dpkg-dist ]]
  [[ $(chroot "$HERE/root" stat -c %a:%U:%G /etc/synnefo/eventd.conf) == 640:root:synnefo-eventd ]]
  [[ " $(chroot "$HERE/root" id -Gn synnefo-eventd) " == *' gnt-daemons '* ]]

  # removed, it leaves settings, state and user
  install -d -m 700 "$HERE/root/var/lib/synnefo-eventd/spool"
  deb_dpkg --remove synnefo-eventd
  [[ $(deb_state) == config-files* && $(sha256sum "$conf") == "$kept" && ! -e $HERE/root/usr/bin/synnefo-eventd ]]
  chroot "$HERE/root" getent passwd synnefo-eventd
  [[ -d $HERE/root/var/lib/synnefo-eventd/spool ]]
  : >"$HERE/root/etc/synnefo/eventd.password"
  deb_dpkg --purge synnefo-eventd
  chroot "$HERE/root" delgroup --quiet gnt-daemons
  deb_files "$HERE/root" >"$HERE/after"
  diff "$HERE/before" "$HERE/after"
  rm -rf "$HERE/root" "$HERE/later"
}

# A step of a maintainer script that fails is seen, and made up for by the next try.
test_aPackageScriptThatFailsIsSeenAndTheNextTryHeals() {
  deb_here scripts
  deb_root_make "$HERE/root" adduser openjdk-17-jre-headless
  chroot "$HERE/root" dpkg-divert --quiet --local --rename /usr/sbin/adduser
  ln -s /bin/false "$HERE/root/usr/sbin/adduser"
  absent deb_dpkg --install "$DEB"
  [[ $(deb_state) == half-configured* ]]
  rm "$HERE/root/usr/sbin/adduser"
  chroot "$HERE/root" dpkg-divert --quiet --local --rename --remove /usr/sbin/adduser
  deb_dpkg --configure synnefo-eventd
  [[ $(deb_state) == installed* ]]
  rm -rf "$HERE/root"
}

deb_script() { # SCRIPT ARGS...
  chroot "$HERE/root" env DPKG_MAINTSCRIPT_PACKAGE=synnefo-eventd "/var/lib/dpkg/info/synnefo-eventd.$1" "${@:2}"
}

# Also when another package's failure has dpkg take back what it has begun.
test_thePackagesScriptsTakeEveryWordOfDpkgAndLeaveSettingsToTheOperator() {
  deb_here words
  local conf=/etc/synnefo/eventd.conf line
  deb_root_make "$HERE/root" adduser openjdk-17-jre-headless
  deb_dpkg --install "$DEB"
  for line in 'prerm upgrade 2' 'prerm failed-upgrade 0' 'postrm upgrade 2' 'postrm abort-upgrade 0' 'postinst abort-upgrade 2' \
    'postinst abort-remove' 'postinst abort-deconfigure in-favour other 1' 'prerm deconfigure in-favour other 1' \
    'postrm failed-upgrade 0 2' 'postrm abort-install'; do
    # shellcheck disable=SC2086 # several words
    deb_script $line
  done
  absent deb_script postinst no-such-word
  [[ $(chroot "$HERE/root" stat -c %a:%U:%G "$conf") == 640:root:synnefo-eventd ]]

  # whose settings they are is for the operator to say
  chroot "$HERE/root" dpkg-statoverride --update --add root root 600 "$conf"
  deb_script postinst configure 0
  [[ $(chroot "$HERE/root" stat -c %a:%U:%G "$conf") == 600:root:root ]]

  # a user's name that is empty is none
  for line in 'amqp.username =' 'amqp.username' '#amqp.username = x' 'amqp.username.old = x' 'amqp.password-file = x'; do
    echo "$line" >"$HERE/root$conf"
    deb_script postinst configure 0 2>&1 | grep 'not started: set amqp.username'
  done
  for line in 'amqp.username = x' 'amqp.username=x' ' amqp.username : x'; do
    echo "$line" >"$HERE/root$conf"
    deb_script postinst configure 0 >"$HERE/said" 2>&1
    absent grep 'not started' "$HERE/said"
  done
  rm -rf "$HERE/root"
}
