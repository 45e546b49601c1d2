#!/usr/bin/env bash
# Runs the tests of module ear inside a real WildFly, beside a private RabbitMQ, and leaves neither.
#
#   in-container.sh DIR [MAVEN ARGUMENTS...]     DIR is made anew; e.g. -Dit.test=DeliveryIT
#
# WF_JAVA_HOME names the JDK of the server, if it is not to be the default one.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
dir=${1:?names a state directory}
shift
rm -rf "$dir"
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
export RMQ_DIR=$dir/rabbitmq RMQ_PREFIX=snf WF_DIR=$dir/wildfly
finish() {
  local part
  for part in "$dir"/console "$dir"/clouds/*/wildfly*; do
    [[ ! -d $part ]] || WF_DIR=$part "$root/testbed/bin/wildfly.sh" stop
  done
  for part in "$dir"/clouds/*/postgres; do
    [[ ! -d $part ]] || PG_DIR=$part "$root/testbed/bin/postgres.sh" purge
  done
  for part in "$dir"/rabbitmq "$dir"/clouds/*/rabbitmq; do
    [[ ! -s $part/nodes ]] || RMQ_DIR=$part "$root/testbed/bin/rabbitmq.sh" stop >/dev/null 2>&1 ||
      RMQ_DIR=$part "$root/testbed/bin/rabbitmq.sh" kill
  done
}
trap finish EXIT

"$root/testbed/bin/rabbitmq.sh" start
"$root/testbed/bin/wildfly.sh" prepare
# shellcheck disable=SC1091
. "$RMQ_DIR/env"
# shellcheck disable=SC1091
. "$WF_DIR/env"
install -m 600 "$AMQP_APP_PASSWORD_FILE" "$WF_DIR/secrets/synnefo.amqp.password"
cat >"$dir/queues.json" <<'X'
{"queues": [{"name": "{prefix}-probe", "handler": "probe",
             "bindings": [{"exchange": "ganeti", "key": "ganeti.{prefix}.probe"}]}]}
X
# shellcheck disable=SC1091
. "$root/testbed/lib/ports.sh"
{ read -r smtp && read -r vnc1 && read -r vnc2; } < <(ports_free 3)
(umask 077 && echo hunter2 >"$dir/vnc-password")
vnc_proxy() { # PORT
  echo '{"server_address": "127.0.0.1", "server_port": '"$1"', "auth_user": "synnefo", "auth_password_file": "'"$dir"'/vnc-password"}'
}
cat >"$WF_DIR/server.conf" <<X
synnefo.amqp.uris=$AMQP_URIS
synnefo.amqp.username=$AMQP_APP_USER
synnefo.prefix=snf
synnefo.dispatch.queues-file=$dir/queues.json
synnefo.mail.host=127.0.0.1
synnefo.mail.port=$smtp
synnefo.mail.from=cloud@mail.example.org
CYCLADES_VNCAUTHPROXY_OPTS=[$(vnc_proxy "$vnc1"), $(vnc_proxy "$vnc2")]
synnefo.it.vnc=$vnc1,$vnc2
synnefo.it.wildfly=$WF_DIR
synnefo.it.root=$root
synnefo.it.rabbitmq=$RMQ_DIR
X
options=$("$root/testbed/bin/wildfly.sh" options | tr '\n' ' ')
mvn -q -ntp -f "$root/pom.xml" -pl ear -am verify -DskipUnit=true -DskipContract=true \
  -Dcheckstyle.skip=true -Dspotless.check.skip=true \
  -Dsynnefo.it.home="$root/server-config/target/server" -Dsynnefo.it.conf="$WF_DIR/server.conf" \
  -Dsynnefo.it.java="${WF_JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}" \
  -Dsynnefo.it.options="${WF_JAVA_OPTS:--Xmx512m -XX:+UseSerialGC} $options" \
  -Dsynnefo.it.console="$dir/console" -Dsynnefo.it.clouds="$dir/clouds" -Dsynnefo.it.rabbitmq="$RMQ_DIR" \
  -Dsynnefo.it.management="$WF_MANAGEMENT_PORT" -Dsynnefo.it.smtp="$smtp" "$@"
