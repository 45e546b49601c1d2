# shellcheck shell=bash
# The event daemon's Debian package.
DEB_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# It is built from the sources as they are; DEB names it. The checks and tests are those of ./synnefo test.
deb_build() {
  local log=$DEB_ROOT/target/deb.log found
  command -v mvn >/dev/null || { echo "Maven is missing: apt-get install maven" >&2; return 3; }
  mkdir -p "$DEB_ROOT/target"
  (
    exec 7>"$DEB_ROOT/target/build.lock" # up builds here, too
    flock -w 1800 7
    cd "$DEB_ROOT"
    rm -f eventd/target/synnefo-eventd_*.deb
    mvn -q -ntp -B -Dmaven.test.skip -Dspotless.check.skip -Dcheckstyle.skip -Pdeb -pl eventd -am package \
      >"$log" 2>&1 </dev/null 7>&-
  ) || { tail -20 "$log" >&2; return 1; }
  found=("$DEB_ROOT"/eventd/target/synnefo-eventd_*_all.deb)
  DEB=${found[0]}
  [[ -s $DEB ]]
}
