# shellcheck shell=bash
# What is ours: one eventd a Ganeti node, one VNC proxy, the WildFly instances, the EAR in them. Needs cloud.sh.

# One line a node: NAME QUEUE_DIR DATA_DIR LUXID_SOCKET
app_nodes() {
  local pair first=${GNT_NODE_IPS%%=*} node
  # clusters of an older version do not tell it
  local luxid=${GNT_LUXID_SOCKET:-${GNT_DATA_DIR%/lib/ganeti}/run/ganeti/socket/ganeti-query}
  for pair in $GNT_NODE_IPS; do
    node=${pair%%=*}
    echo "$node ${GNT_QUEUE_DIR/$first/$node} ${GNT_DATA_DIR/$first/$node} ${luxid/$first/$node}"
  done
}

app_eventd() {
  local node queue data luxid n=0
  cloud_ganeti_env
  # shellcheck disable=SC1091
  . "$STATE/rabbitmq/env"
  while read -r node queue data luxid; do
    app_eventd_one "$((++n))" "$node" "$queue" "$data" "$luxid"
  done < <(app_nodes)
  echo "$n, of $(app_nodes | cut -d' ' -f1 | tr '\n' ' ')"
}

app_eventd_one() { # N NODE QUEUE_DIR DATA_DIR LUXID_SOCKET
  local dir=$STATE/eventd$1 jar=$STATE_ROOT/eventd/target/synnefo-eventd.jar
  mkdir -p "$dir"
  [[ -d $dir/state ]] || mkdir -m 700 "$dir/state"
  secret_write "$dir/new.properties" <<X
queue-dir=$3
data-dir=$4
luxid-socket=$5
node-name=$2
prefix=$PREFIX
state-dir=$dir/state
status-socket=$(place_socket "$dir" state/status.sock)
amqp.uris=$AMQP_URIS
amqp.username=$AMQP_EVENTD_USER
amqp.password-file=$AMQP_EVENTD_PASSWORD_FILE
X
  if process_alive "$dir/pid" >/dev/null && cmp -s "$jar" "$dir/eventd.jar" &&
    cmp -s "$dir/new.properties" "$dir/eventd.properties"; then
    return
  fi
  process_stop "$dir/pid" 10
  cp "$jar" "$dir/eventd.jar" # a copy: a build must not pull it from under a running process
  mv "$dir/new.properties" "$dir/eventd.properties"
  setsid java -XX:+UseSerialGC -Xmx24m -Xss256k -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=16m \
    -jar "$dir/eventd.jar" -c "$dir/eventd.properties" </dev/null >"$dir/log" 2>&1 &
  process_record "$dir/pid" $!
  app_eventd_ready "$dir"
}

app_eventd_ready() { # DIR
  local tick=0
  until grep -q 'watching' "$1/log"; do
    process_alive "$1/pid" >/dev/null || { tail -5 "$1/log" >&2; return 1; }
    ((tick++ < 400)) || { echo "eventd is not ready after 20 s, see $1/log" >&2; return 1; }
    sleep 0.05
  done
}

# Its gateway is where the APIs are: a browser that has the console page reaches it, too.
app_vncauthproxy() {
  cloud_ganeti_env
  export VAP_DIR=$STATE/vncauthproxy1 VAP_LISTEN=$LISTEN VAP_NODES=$GNT_NODE_IPS
  "$STATE_ROOT/testbed/bin/vncauthproxy.sh" start
  # shellcheck disable=SC1091
  . "$VAP_DIR/env"
  echo "browsers at $VNCAUTHPROXY_GATEWAY, viewers at 127.0.0.1:$VNCAUTHPROXY_PORTS"
}

app_wildfly() { # N
  export WF_DIR=$STATE/wildfly$1 WF_NODE=synnefo$1 WF_LISTEN=$LISTEN
  if [[ $DB == postgresql ]]; then
    # shellcheck disable=SC1091
    . "$STATE/postgres/env"
    # shellcheck disable=SC2153 # that file says it
    # shellcheck disable=SC2153 # both are of the file just read
    export WF_DB_DRIVER=postgresql WF_DB_URL=$PG_URL WF_BATCH_URL=$PG_BATCH_URL
    export WF_DB_USERNAME=$PG_USER WF_DB_PASSWORD_FILE=$PG_PASSWORD_FILE
  fi
  # shellcheck disable=SC1091
  . "$STATE/vncauthproxy1/env"
  export VNCAUTHPROXY_CTRL_SOCKET
  "$STATE_ROOT/testbed/bin/wildfly.sh" prepare
  app_configure "$WF_DIR"
  if ! cmp -s "$WF_DIR/server.conf.new" "$WF_DIR/server.conf"; then
    "$STATE_ROOT/testbed/bin/wildfly.sh" stop
    mv "$WF_DIR/server.conf.new" "$WF_DIR/server.conf"
  fi
  "$STATE_ROOT/testbed/bin/wildfly.sh" start
  # shellcheck disable=SC1091
  . "$WF_DIR/env"
  echo "http://$LISTEN:$WF_HTTP_PORT, console http://127.0.0.1:$WF_MANAGEMENT_PORT/console"
}

# Settings are system properties, but for the secrets, which are files.
app_configure() { # WF_DIR
  cloud_ganeti_env
  # shellcheck disable=SC1091
  . "$STATE/rabbitmq/env"
  secret_write "$1/secrets/synnefo.amqp.password" <"$AMQP_APP_PASSWORD_FILE"
  printf '%s' "$GNT_PASS" | secret_write "$1/secrets/synnefo.rapi.password.ganeti1"
  cat >"$1/server.conf.new" <<X
synnefo.prefix=$PREFIX
synnefo.amqp.uris=$AMQP_URIS
synnefo.amqp.username=$AMQP_APP_USER
synnefo.console.gateways=$VNCAUTHPROXY_GATEWAY
synnefo.seed.file=$STATE/seed.json
synnefo.guest.shutdown-timeout=PT1S
synnefo.log.level=${SYNNEFO_LOG_LEVEL:-DEBUG}
X
}

# The EAR is in the server, through the console's own upload; nothing is done when it is that one
# already, and the seed is the same.
app_deploy() { # N
  local ear=$STATE_ROOT/ear/target/synnefo.ear mark=$STATE/wildfly$1/deployed now
  now=$(sha256sum "$ear" "$STATE/seed.json")
  if [[ -s $mark && $(<"$mark") == "$now" ]]; then
    echo "kept"
    return
  fi
  WF_DIR=$STATE/wildfly$1 "$STATE_ROOT/testbed/bin/wildfly.sh" deploy "$ear"
  echo "$now" >"$mark"
  echo "$(($(stat -c %s "$ear") / 1024)) KiB"
}
