# shellcheck shell=bash
# The daemons' Debian packages.
DEB_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
DEB_MODULES=(eventd vncauthproxy)

# They are built from the sources as they are; DEBS names them. The checks and tests are those of ./synnefo test.
deb_build() {
  local log=$DEB_ROOT/target/deb.log module
  local -a found
  command -v mvn >/dev/null || { echo "Maven is missing: apt-get install maven" >&2; return 3; }
  mkdir -p "$DEB_ROOT/target"
  (
    exec 7>"$DEB_ROOT/target/build.lock" # up builds here, too
    flock -w 1800 7
    cd "$DEB_ROOT"
    for module in "${DEB_MODULES[@]}"; do rm -f "$module/target/synnefo-$module"_*_all.deb; done
    mvn -q -ntp -B -Dmaven.test.skip -Dspotless.check.skip -Dcheckstyle.skip -Pdeb -pl "$(IFS=,; echo "${DEB_MODULES[*]}")" \
      -am package >"$log" 2>&1 </dev/null 7>&-
  ) || { tail -20 "$log" >&2; return 1; }
  DEBS=()
  for module in "${DEB_MODULES[@]}"; do
    found=("$DEB_ROOT/$module/target/synnefo-$module"_*_all.deb)
    [[ -s ${found[0]} ]] || return
    DEBS+=("${found[0]}")
  done
}
