# shellcheck shell=bash
# What up runs is built by Maven, when it is not there or older than its sources. The checks and
# tests are those of ./synnefo test: they are not run here.
BUILD_SERVER=server-config/target/server

build_run() {
  local modules=""
  mkdir -p "$STATE_ROOT/target"
  exec 7>"$STATE_ROOT/target/build.lock"
  flock -w 1800 7
  command -v mvn >/dev/null || { echo "Maven is missing: apt-get install maven" >&2; return 3; }
  command -v npm >/dev/null || { echo "npm is missing: apt-get install --no-install-recommends npm" >&2; return 3; }
  cd "$STATE_ROOT" || return
  # a server that runs must not be provisioned anew below its feet for nothing
  build_fresh "$BUILD_SERVER/jboss-modules.jar" pom.xml server-config/pom.xml server-config/cli/{server,mail,vnc}.cli server-config/src ||
    modules=,server-config
  [[ $GANETI == real ]] || modules+=,testbed
  if [[ $modules != *server-config* ]] && build_fresh "target/build.$GANETI" pom.xml ./*/pom.xml ./*/src/main web-module/package-lock.json; then
    echo "up to date"
    return
  fi
  : >target/build.new
  mvn -q -ntp -B -Dmaven.test.skip -Dspotless.check.skip -Dcheckstyle.skip -pl "ear,eventd,vncauthproxy$modules" -am package \
    >"$STATE/build.log" 2>&1 </dev/null 7>&- || { tail -20 "$STATE/build.log" >&2; return 1; }
  mv target/build.new "target/build.$GANETI"
  echo "ear/target/synnefo.ear"
}

# True when FILE is there and nothing in the named files and directories is newer.
build_fresh() { # FILE SOURCE...
  local file=$1
  shift
  [[ -e $file && -z $(find "$@" -newer "$file" -type f -print -quit) ]]
}
