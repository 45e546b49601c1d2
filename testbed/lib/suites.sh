# shellcheck shell=bash
# The suites of ./synnefo test. Each leaves its reports in $REPORTS/SUITE and its output in
# $REPORTS/SUITE.log; the status of the command counts too.
# shellcheck disable=SC2034 # bin/test.sh reads it
SUITES=(unit contract in-container system)

# The newest JDK beside the default one, if there is one that is newer.
suites_newer_java() {
  local home default best
  default=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
  best=$default
  for home in /usr/lib/jvm/*/; do
    [[ -r ${home}release && -x ${home}bin/java ]] || continue
    local version
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "${home}release")
    ((${version:-0} <= best)) || { best=$version NEWER_JAVA=$version NEWER_JAVA_HOME=${home%/}; }
  done
}
NEWER_JAVA="" NEWER_JAVA_HOME=""
! command -v java >/dev/null || suites_newer_java
[[ -z $NEWER_JAVA ]] || SUITES+=(newer-java)

# How long a suite may take: a bound for one that hangs, not an aim.
suites_minutes() { # LONG
  [[ -n $1 ]] && echo 600 || echo 40
}

# Runs a suite in a process group of its own, which ends with it, or after SECONDS (124 then), and
# when this process is told to end. What cannot tidy up in three minutes is killed.
suites_run() { # SECONDS SUITE ARGS...
  export REPORTS
  # shellcheck disable=SC2016 # they are the inner shell's
  timeout -k 180 "$1" bash -c 'set -euo pipefail
    for part in state build suites; do . "$0/$part.sh"; done
    "suite_$1" "${@:2}"' "$STATE_ROOT/testbed/lib" "${@:2}" </dev/null &
  local pid=$!
  # shellcheck disable=SC2064 # that very process
  trap "kill $pid 2>/dev/null; wait $pid; exit 143" TERM INT HUP
  wait "$pid" && trap - TERM INT HUP
}

# All modules have just been compiled: the suites that follow need not do so again only because Maven
# has packed a module's jar anew.
suites_compiled() {
  export MAVEN_OPTS="${MAVEN_OPTS:-} -Dmaven.compiler.useIncrementalCompilation=false"
}

# Servers of these suites live for minutes: the JVM's second compiler would take a third of their time
# from two processors. newer-java has it.
suites_servers() {
  export WF_JAVA_OPTS="-Xms96m -Xmx512m -XX:+UseSerialGC -XX:MetaspaceSize=128m -XX:TieredStopAtLevel=1"
}

suites_maven=(mvn -ntp -B --fail-at-end)

# All checks of the build, and the tests that need nothing but a JVM.
suite_unit() {
  "${suites_maven[@]}" verify -DskipITs "$@"
}

# What two parts agree on, tried on the real other side: a private RabbitMQ, a real Ganeti.
suite_contract() {
  export RMQ_DIR=$REPORTS/contract.rabbitmq
  suites_broker
  "${suites_maven[@]}" verify -DskipUnit=true -Pbroker -Dspotless.check.skip -Dcheckstyle.skip \
    -pl '!ear,!server-config' -Dsynnefo.test.amqp.uri="${AMQP_URIS%%,*}" \
    -Dsynnefo.test.amqp.username="$AMQP_ADMIN_USER" \
    -Dsynnefo.test.amqp.password-file="$AMQP_ADMIN_PASSWORD_FILE" \
    -Dsynnefo.test.amqps.uri="${AMQPS_URIS%%,*}" -Dsynnefo.test.amqps.ca-file="$AMQP_CA_FILE" \
    -Dsynnefo.test.amqps.other-ca-file="$AMQP_OTHER_CA_FILE" \
    -Dsynnefo.test.broker.script="$STATE_ROOT/testbed/bin/rabbitmq.sh" \
    -Dsynnefo.test.broker.dir="$RMQ_DIR" "$@"
}

suites_broker() {
  rm -rf "$RMQ_DIR"
  RMQ_TLS=1 "$STATE_ROOT/testbed/bin/rabbitmq.sh" start
  trap '"$STATE_ROOT/testbed/bin/rabbitmq.sh" stop' EXIT
  # shellcheck disable=SC1091
  . "$RMQ_DIR/env"
}

# The EAR in a real WildFly.
suite_in-container() {
  suites_servers
  STATE=$REPORTS GANETI=real build_run
  "$STATE_ROOT/testbed/bin/in-container.sh" "$REPORTS/in-container.state" "$@"
}

# Delivery once more, with the server on the newer JDK; and the proxy, as a program and by its sockets.
suite_newer-java() {
  export WF_JAVA_HOME=$NEWER_JAVA_HOME
  STATE=$REPORTS GANETI=real build_run
  local dir=$REPORTS/newer-java.state
  "$STATE_ROOT/testbed/bin/in-container.sh" "$dir" -Dit.test=DeliveryIT "$@"
  grep -q "java.specification.version = $NEWER_JAVA\$" "$dir/wildfly/standalone/log/server.log"
  suites_newer_proxy ProgramTest GatewayTest WebSocketTest ViewerTest BuffersTest
}

# Each of these classes ran, and on that JDK.
suites_newer_proxy() { # CLASS...
  local name names=$*
  "${suites_maven[@]}" test -pl vncauthproxy,wire -Dspotless.check.skip -Dcheckstyle.skip -Djvm="$NEWER_JAVA_HOME/bin/java" \
    -Dtest="${names// /,}" -Dsurefire.failIfNoSpecifiedTests=false
  for name in "$@"; do
    grep -q "\"java.specification.version\" value=\"$NEWER_JAVA\"" "$STATE_ROOT"/vncauthproxy/target/surefire-reports/TEST-*."$name".xml
  done
}

# A whole cloud, driven by the openstack client.
suite_system() {
  suites_servers
  SYSTEM_REPORTS=$REPORTS/system "$STATE_ROOT/testbed/bin/system.sh" "$@"
}

# Which suite a test class, or a test of system.sh, belongs to; and the arguments that choose it.
suites_of() { # NAME
  local file
  if grep -q "^test_$1()" "$STATE_ROOT"/testbed/lib/system_tests*.sh; then
    echo "system $1"
    return
  fi
  file=$(find "$STATE_ROOT" -path '*/src/test/java/*' -name "$1.java" -not -path '*/target/*' -print -quit)
  case $file in
    '') return 1 ;;
    */ear/*) echo "in-container -Dit.test=$1 -Dfailsafe.failIfNoSpecifiedTests=false" ;;
    *IT.java) echo "contract -Dit.test=$1 -Dfailsafe.failIfNoSpecifiedTests=false" ;;
    *)
      file=${file#"$STATE_ROOT/"}
      echo "unit -pl ${file%%/*} -am -Dtest=$1 -Dsurefire.failIfNoSpecifiedTests=false"
      ;;
  esac
}
