# shellcheck shell=bash
# System tests of the daemons' Debian packages; they need no cloud. See system_tests.sh.

# A package, built once a run, its user and settings file, and a directory of the test's own.
deb_here() { # NAME PACKAGE
  local lib
  for lib in deb deb_root deb_node docs secrets; do
    # shellcheck disable=SC1090
    . "$STATE_ROOT/testbed/lib/$lib.sh"
  done
  HERE=$SYSTEM_REPORTS/$1.$2 PACKAGE=$2
  rm -rf "$HERE"
  mkdir -p "$HERE"
  DEB=$(echo "$SYSTEM_REPORTS/${2}"_*_all.deb)
  [[ -s $DEB ]] || { deb_build && cp "${DEBS[@]}" "$SYSTEM_REPORTS/" && DEB=$(echo "$SYSTEM_REPORTS/${2}"_*_all.deb); }
  case $2 in
    synnefo-eventd) DEB_USER=$2 DEB_CONF=/etc/synnefo/eventd.conf ;;
    synnefo-vncauthproxy) DEB_USER=vncauthproxy DEB_CONF=/etc/vncauthproxy/vncauthproxy.conf ;;
  esac
}

# Every file there with its owner, mode and content, but for what dpkg and systemd keep for themselves.
deb_files() { # ROOT
  (cd "$1" && find . -path ./var/lib/dpkg -prune -o -path ./proc -prune -o -path ./run -prune -o -path './etc/*-' -prune -o \
    ! -path './etc/.pwd.lock' -printf '%y %m %U:%G %p %l\n' | sort &&
    find . -path ./var/lib/dpkg -prune -o -path ./proc -prune -o -path ./run -prune -o -path './etc/*-' -prune -o \
      -type f -print0 | sort -z | xargs -0 sha256sum)
}

test_theDaemonsPackageIsBuiltAndLintianFindsNothing() { package_is_built synnefo-eventd; }
test_theProxysPackageIsBuiltAndLintianFindsNothing() { package_is_built synnefo-vncauthproxy; }
package_is_built() {
  deb_here lintian "$1"
  local again
  lintian --fail-on error,warning --allow-root "$DEB"
  # two builds of one state give the same bytes
  deb_build
  for again in "${DEBS[@]}"; do cmp "$again" "$SYSTEM_REPORTS/${again##*/}"; done
  [[ $(dpkg-deb --fsys-tarfile "$DEB" | tar -xO "./usr/share/doc/$PACKAGE/changelog.gz" | zcat | head -n 1) == \
    "$PACKAGE ($(dpkg-deb -f "$DEB" Version)) "* ]]
  # nothing is left that the build should have put in
  dpkg-deb -R "$DEB" "$HERE/all"
  absent grep -rIE '@[A-Z_]+@|\[\[[a-z]+]]' "$HERE/all"
}

# systemd's own opinion; the exposure (of 10) is at the end of the log.
test_theDaemonsUnitIsValidAndHardened() { unit_is_hardened synnefo-eventd; }
test_theProxysUnitIsValidAndHardened() { unit_is_hardened synnefo-vncauthproxy; }
unit_is_hardened() {
  deb_here unit "$1"
  local unit=$HERE/lib/systemd/system/$PACKAGE.service
  dpkg-deb -x "$DEB" "$HERE"
  # the launcher is not installed here
  sed "s|^ExecStart=/|ExecStart=$HERE/|" "$unit" >"$HERE/$PACKAGE.service"
  SYSTEMD_LOG_LEVEL=notice systemd-analyze verify --man=no "$HERE/$PACKAGE.service" >"$HERE/said" 2>&1 || cat "$HERE/said"
  absent grep -q "$PACKAGE" "$HERE/said"
  systemd-analyze security --no-pager --offline=true --threshold=20 "$HERE/$PACKAGE.service"
}

# The same package as a later version, whose settings file has a line more.
deb_later() { # DEB
  dpkg-deb -R "$DEB" "$HERE/later"
  sed -i 's/^Version: .*/&+later/' "$HERE/later/DEBIAN/control"
  echo '# a new line' >>"$HERE/later$DEB_CONF"
  (cd "$HERE/later" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | xargs -0 md5sum >DEBIAN/md5sums)
  dpkg-deb -b "$HERE/later" "$1"
}

deb_dpkg() { dpkg --root="$HERE/root" --log="$HERE/dpkg.log" --force-confold "$@"; }

deb_state() { dpkg-query --root="$HERE/root" -W -f '${db:Status-Status} ${Version}' "$PACKAGE"; }

deb_owner() { chroot "$HERE/root" stat -c %a:%U:%G "$1"; }

test_theDaemonsPackageIsInstalledUpgradedRemovedAndPurged() { package_stays synnefo-eventd 'prefix = lab' daemon; }
daemon_came() {
  grep -q 'there is no group gnt-daemons' "$HERE/said"
  grep -q 'not started: set amqp.username' "$HERE/said"
  [[ $(chroot "$HERE/root" id -Gn synnefo-eventd) == synnefo-eventd ]]
  chroot "$HERE/root" addgroup --quiet --system gnt-daemons
  install -d -m 700 "$HERE/root/var/lib/synnefo-eventd/spool"
}
daemon_left() {
  [[ -d $HERE/root/var/lib/synnefo-eventd/spool ]]
  # the upgrade saw that there is a Ganeti now
  [[ " $(chroot "$HERE/root" id -Gn synnefo-eventd) " == *' gnt-daemons '* ]]
  : >"$HERE/root/etc/synnefo/eventd.password"
  chroot "$HERE/root" delgroup --quiet gnt-daemons
}

test_theProxysPackageIsInstalledUpgradedRemovedAndPurged() { package_stays synnefo-vncauthproxy 'ports = 26000-27000' proxy; }
proxy_came() {
  [[ ! -s $HERE/said && $(deb_owner /var/lib/vncauthproxy/users) == 400:vncauthproxy:root ]]
  # one that is made anew is root's, and is the proxy's with the next installation
  install -m 600 <(echo '# kept') "$HERE/root/var/lib/vncauthproxy/users"
  deb_script postinst configure 0
  [[ $(deb_owner /var/lib/vncauthproxy/users) == 400:vncauthproxy:root ]]
  # as packages had it before, when its group could read hashes and key
  : >"$HERE/root/var/lib/vncauthproxy/key.pem"
  chroot "$HERE/root" chown root:vncauthproxy /var/lib/vncauthproxy/{users,key.pem}
  chmod 640 "$HERE/root/var/lib/vncauthproxy"/{users,key.pem}
}
proxy_left() {
  [[ $(<"$HERE/root/var/lib/vncauthproxy/users") == '# kept' ]]
  [[ $(deb_owner /var/lib/vncauthproxy/users) == 400:vncauthproxy:root && $(deb_owner /var/lib/vncauthproxy/key.pem) == 400:vncauthproxy:root ]]
}

# WHO_came is asked after the package was installed, WHO_left between its removal and its purge.
package_stays() { # PACKAGE SETTING WHO
  deb_here dpkg "$1"
  local conf=$HERE/root$DEB_CONF version kept script
  version=$(dpkg-deb -f "$DEB" Version)
  deb_root_make "$HERE/root" adduser openjdk-17-jre-headless
  deb_files "$HERE/root" >"$HERE/before"
  deb_dpkg --unpack "$DEB"
  [[ $(deb_state) == "unpacked $version" ]]
  for script in "$HERE/root/var/lib/dpkg/info/$PACKAGE".p*; do grep -qx 'set -e' "$script"; done
  deb_dpkg --configure "$PACKAGE" 2>"$HERE/said"
  cat "$HERE/said"
  [[ $(deb_state) == "installed $version" && $(deb_owner "$DEB_CONF") == "640:root:$DEB_USER" ]]
  "$3_came"

  # an upgrade keeps what was changed
  echo "$2" >>"$conf"
  kept=$(sha256sum "$conf")
  deb_later "$HERE/later.deb"
  deb_dpkg --install "$HERE/later.deb"
  [[ $(deb_state) == "installed $version+later" && $(sha256sum "$conf") == "$kept" && -s $conf.dpkg-dist ]]
  [[ $(deb_owner "$DEB_CONF") == "640:root:$DEB_USER" ]]

  # removed, it leaves settings, state and user
  deb_dpkg --remove "$PACKAGE"
  [[ $(deb_state) == config-files* && $(sha256sum "$conf") == "$kept" && ! -e $HERE/root/usr/bin/$PACKAGE ]]
  chroot "$HERE/root" getent passwd "$DEB_USER"
  "$3_left"
  deb_dpkg --purge "$PACKAGE"
  deb_files "$HERE/root" >"$HERE/after"
  diff "$HERE/before" "$HERE/after"
  rm -rf "$HERE/root" "$HERE/later"
}

# A step of a maintainer script that fails is seen, and made up for by the next try.
test_aPackageScriptThatFailsIsSeenAndTheNextTryHeals() {
  deb_here scripts synnefo-eventd
  deb_root_make "$HERE/root" adduser openjdk-17-jre-headless
  chroot "$HERE/root" dpkg-divert --quiet --local --rename /usr/sbin/adduser
  ln -s /bin/false "$HERE/root/usr/sbin/adduser"
  absent deb_dpkg --install "$DEB"
  [[ $(deb_state) == half-configured* ]]
  rm "$HERE/root/usr/sbin/adduser"
  chroot "$HERE/root" dpkg-divert --quiet --local --rename --remove /usr/sbin/adduser
  deb_dpkg --configure "$PACKAGE"
  [[ $(deb_state) == installed* ]]
  rm -rf "$HERE/root"
}

deb_script() { # SCRIPT ARGS...
  chroot "$HERE/root" env DPKG_MAINTSCRIPT_PACKAGE="$PACKAGE" "/var/lib/dpkg/info/$PACKAGE.$1" "${@:2}"
}

# Also when another package's failure has dpkg take back what it has begun.
test_thePackagesScriptsTakeEveryWordOfDpkgAndLeaveSettingsToTheOperator() {
  package_obeys synnefo-eventd
  local line
  # a user's name that is empty is none
  for line in 'amqp.username =' 'amqp.username' '#amqp.username = x' 'amqp.username.old = x' 'amqp.password-file = x'; do
    echo "$line" >"$HERE/root$DEB_CONF"
    deb_script postinst configure 0 2>&1 | grep 'not started: set amqp.username'
  done
  for line in 'amqp.username = x' 'amqp.username=x' ' amqp.username : x'; do
    echo "$line" >"$HERE/root$DEB_CONF"
    deb_script postinst configure 0 >"$HERE/said" 2>&1
    absent grep 'not started' "$HERE/said"
  done
  rm -rf "$HERE/root"
}
test_theProxysScriptsTakeEveryWordOfDpkgAndLeaveSettingsToTheOperator() {
  package_obeys synnefo-vncauthproxy
  rm -rf "$HERE/root"
}
package_obeys() { # PACKAGE
  deb_here words "$1"
  local line
  deb_root_make "$HERE/root" adduser openjdk-17-jre-headless
  deb_dpkg --install "$DEB"
  for line in 'prerm upgrade 2' 'prerm failed-upgrade 0' 'postrm upgrade 2' 'postrm abort-upgrade 0' 'postinst abort-upgrade 2' \
    'postinst abort-remove' 'postinst abort-deconfigure in-favour other 1' 'prerm deconfigure in-favour other 1' \
    'postrm failed-upgrade 0 2' 'postrm abort-install'; do
    # shellcheck disable=SC2086 # several words
    deb_script $line
  done
  absent deb_script postinst no-such-word
  [[ $(deb_owner "$DEB_CONF") == "640:root:$DEB_USER" ]]

  # whose settings they are is for the operator to say
  chroot "$HERE/root" dpkg-statoverride --update --add root root 600 "$DEB_CONF"
  deb_script postinst configure 0
  [[ $(deb_owner "$DEB_CONF") == 600:root:root ]]
}
