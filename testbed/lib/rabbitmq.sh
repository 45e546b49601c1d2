# shellcheck shell=bash
# What bin/rabbitmq.sh does. Debian's /usr/sbin wrappers change the user: the real tools are below.
rmq_home=/usr/lib/rabbitmq/bin
rmq_definitions=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../server-config/rabbitmq" && pwd)

rmq_fail() { echo "rabbitmq: $*" >&2 && return 1; }

rmq_load() {
  RMQ_TLS=0 RMQ_PARTITIONS=autoheal # nodes of an older version do not say
  [[ -s $RMQ_DIR/nodes ]] || rmq_fail "nothing was ever started in $RMQ_DIR" || return
  # shellcheck disable=SC1091
  . "$RMQ_DIR/nodes"
}

# Ports, cookie, passwords and configuration exist; a second call changes none of them.
rmq_prepare() {
  [[ -x $rmq_home/rabbitmq-server ]] || rmq_fail "rabbitmq-server is missing: apt-get install rabbitmq-server" || return
  if [[ ! -s $RMQ_DIR/nodes ]]; then
    local count=${RMQ_NODES:-1} n
    [[ $count == 1 || $count == 3 ]] || rmq_fail "RMQ_NODES is 1 or 3, not $count" || return
    local -a port
    mapfile -t port < <(ports_free $((1 + 4 * count)))
    {
      echo "RMQ_NODES=$count RMQ_PREFIX=${RMQ_PREFIX:-snf} RMQ_EPMD_PORT=${port[0]} RMQ_TLS=${RMQ_TLS:-0}"
      echo "RMQ_PARTITIONS=${RMQ_PARTITIONS:-autoheal}"
      for ((n = 1; n <= count; n++)); do
        echo "RMQ_AMQP[$n]=${port[4 * n - 3]} RMQ_HTTP[$n]=${port[4 * n - 2]} RMQ_DIST[$n]=${port[4 * n - 1]} RMQ_AMQPS[$n]=${port[4 * n]}"
      done
    } >"$RMQ_DIR/nodes.new"
    mv "$RMQ_DIR/nodes.new" "$RMQ_DIR/nodes"
  fi
  rmq_load
  for name in admin app eventd cookie; do secret_file "$RMQ_DIR/password.$name"; done
  ((RMQ_TLS == 0)) || rmq_tls_files
  rmq_write_definitions
  rmq_write_env
  local n
  for ((n = 1; n <= RMQ_NODES; n++)); do rmq_write_node "$n"; done
}

# The users come from files at boot, so that guest is never made; the queues too on a lone node.
# In a cluster they must wait for the others, or they would have one member only.
rmq_write_definitions() {
  mkdir -p "$RMQ_DIR/boot"
  sed "s|@PREFIX@|$RMQ_PREFIX|g" "$rmq_definitions/definitions.json.in" >"$RMQ_DIR/topology.json"
  ((RMQ_NODES > 1)) || cp "$RMQ_DIR/topology.json" "$RMQ_DIR/boot/2-topology.json"
  [[ ! -s $RMQ_DIR/boot/1-users.json ]] || return 0
  local text
  text=$(<"$rmq_definitions/users.json.in")
  text=${text//@PREFIX@/$RMQ_PREFIX}
  text=${text//@ADMIN_HASH@/$(secret_rabbit_hash "$RMQ_DIR/password.admin")}
  text=${text//@APP_HASH@/$(secret_rabbit_hash "$RMQ_DIR/password.app")}
  text=${text//@EVENTD_HASH@/$(secret_rabbit_hash "$RMQ_DIR/password.eventd")}
  secret_write "$RMQ_DIR/boot/1-users.json" <<<"$text"
}

rmq_write_env() {
  local n uris="" urls=""
  for ((n = 1; n <= RMQ_NODES; n++)); do
    uris+=",amqp://127.0.0.1:${RMQ_AMQP[n]}"
    urls+=" http://127.0.0.1:${RMQ_HTTP[n]}"
  done
  secret_write "$RMQ_DIR/env" <<EOF
RMQ_DIR='$RMQ_DIR'
RMQ_NODES=$RMQ_NODES
RMQ_PREFIX=$RMQ_PREFIX
RMQ_EPMD_PORT=$RMQ_EPMD_PORT
RMQ_MANAGEMENT_URLS='${urls# }'
RMQ_CURL_CONFIG='$RMQ_DIR/curl'
AMQP_URIS='${uris#,}'
AMQP_APP_USER=synnefo-app
AMQP_APP_PASSWORD_FILE='$RMQ_DIR/password.app'
AMQP_EVENTD_USER=synnefo-eventd
AMQP_EVENTD_PASSWORD_FILE='$RMQ_DIR/password.eventd'
AMQP_ADMIN_USER=synnefo-admin
AMQP_ADMIN_PASSWORD_FILE='$RMQ_DIR/password.admin'
EOF
  ((RMQ_TLS == 0)) || rmq_tls_env >>"$RMQ_DIR/env"
  secret_write "$RMQ_DIR/curl" < <(printf 'user = "synnefo-admin:%s"\n' "$(<"$RMQ_DIR/password.admin")")
}

rmq_write_node() { # N
  local b=$RMQ_DIR/node$1
  mkdir -p "$b/mnesia" "$b/log"
  [[ -s $b/.erlang.cookie ]] || secret_write "$b/.erlang.cookie" <"$RMQ_DIR/password.cookie"
  echo '[rabbitmq_management].' >"$b/enabled_plugins"
  {
    echo "management.tcp.ip = 127.0.0.1"
    echo "management.tcp.port = ${RMQ_HTTP[$1]}"
    echo "load_definitions = $RMQ_DIR/boot"
    ((RMQ_NODES == 1)) || sed -e 's/@NODE\([123]\)@/rabbit\1@localhost/' \
      -e "s/^\(cluster_partition_handling = \).*/\1$RMQ_PARTITIONS/" "$rmq_definitions/cluster.conf.in"
    ((RMQ_TLS == 0)) || rmq_tls_conf "$1"
  } >"$b/rabbitmq.conf"
}

rmq_tool() { # TOOL N ARGS...
  local tool=$1 n=$2
  shift 2
  HOME=$RMQ_DIR/node$n ERL_EPMD_PORT=$RMQ_EPMD_PORT RABBITMQ_CONF_ENV_FILE=/dev/null \
    "$rmq_home/$tool" -n "rabbit$n@localhost" "$@" 9>&-
}

rmq_each() { # COMMAND all|N
  local n
  if [[ $2 != all ]]; then
    "$1" "$2"
    return
  fi
  for ((n = 1; n <= RMQ_NODES; n++)); do "$1" "$n"; done
}

rmq_start() { # all|N
  rmq_start_epmd
  rmq_each rmq_launch "$1"
  rmq_each rmq_await "$1"
  if ((RMQ_NODES > 1)) && [[ $1 == all && ! -e $RMQ_DIR/topology.done ]]; then rmq_topology; fi
}

# An epmd of our own: the one that Erlang would start is the whole machine's, and outlives us.
rmq_start_epmd() {
  process_alive "$RMQ_DIR/epmd.pid" >/dev/null && return
  setsid epmd -address 127.0.0.1 -port "$RMQ_EPMD_PORT" </dev/null >"$RMQ_DIR/epmd.log" 2>&1 9>&- &
  process_record "$RMQ_DIR/epmd.pid" $!
  rmq_wait_for "epmd on port $RMQ_EPMD_PORT" "$RMQ_DIR/epmd.pid" port_open 127.0.0.1 "$RMQ_EPMD_PORT"
}

rmq_launch() { # N
  local b=$RMQ_DIR/node$1
  process_alive "$b/beam.pid" >/dev/null && return
  : >"$b/out.log"
  # "Under systemd" makes the start script become the Erlang VM: the pid is the broker's own.
  env -i PATH="$PATH" HOME="$b" LANG=C.UTF-8 RUNNING_UNDER_SYSTEMD=1 ERL_EPMD_PORT="$RMQ_EPMD_PORT" \
    RABBITMQ_NODENAME="rabbit$1@localhost" RABBITMQ_MNESIA_BASE="$b/mnesia" RABBITMQ_LOG_BASE="$b/log" \
    RABBITMQ_PID_FILE="$b/rabbit.pid" RABBITMQ_ENABLED_PLUGINS_FILE="$b/enabled_plugins" \
    RABBITMQ_CONFIG_FILE="$b/rabbitmq" RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
    RABBITMQ_NODE_PORT="${RMQ_AMQP[$1]}" RABBITMQ_DIST_PORT="${RMQ_DIST[$1]}" \
    RABBITMQ_SERVER_START_ARGS="-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false" \
    setsid "$rmq_home/rabbitmq-server" </dev/null >"$b/out.log" 2>&1 9>&- &
  process_record "$b/beam.pid" $!
}

# Its own banner says when the plugins run and the listeners are open.
rmq_await() { # N
  rmq_wait_for "node $1" "$RMQ_DIR/node$1/beam.pid" grep -q 'completed with' "$RMQ_DIR/node$1/out.log"
}

rmq_wait_for() { # WHAT PIDFILE COMMAND...
  local what=$1 file=$2 tick=0 limit=$((${RMQ_TIMEOUT:-60} * 20))
  shift 2
  until "$@"; do
    process_alive "$file" >/dev/null || rmq_fail "$what ended while starting; see $RMQ_DIR/*/out.log" || return
    ((tick++ < limit)) || rmq_fail "$what is not ready after ${RMQ_TIMEOUT:-60} s; see $RMQ_DIR/*/out.log" || return
    sleep 0.05
  done
}

rmq_topology() {
  curl -sSf -m 30 -K "$RMQ_DIR/curl" -H 'content-type: application/json' -o /dev/null \
    --data-binary "@$RMQ_DIR/topology.json" "http://127.0.0.1:${RMQ_HTTP[1]}/api/definitions"
  : >"$RMQ_DIR/topology.done"
}

rmq_stop() { # all|N
  local n
  if [[ $1 != all ]]; then
    rmq_stop_node "$1"
    return
  fi
  local -a pids=()
  for ((n = 1; n <= RMQ_NODES; n++)); do rmq_stop_node "$n" & pids+=($!); done
  for n in "${pids[@]}"; do wait "$n"; done
  process_stop "$RMQ_DIR/epmd.pid" 5
}

rmq_stop_node() { process_stop "$RMQ_DIR/node$1/beam.pid" 30; }
rmq_kill_node() { process_kill "$RMQ_DIR/node$1/beam.pid"; }
rmq_kill() { rmq_each rmq_kill_node "$1"; }

rmq_status() {
  local n pid
  for ((n = 1; n <= RMQ_NODES; n++)); do
    pid=$(process_alive "$RMQ_DIR/node$n/beam.pid") || pid=-
    echo "node$n pid=$pid amqp=127.0.0.1:${RMQ_AMQP[n]} http=127.0.0.1:${RMQ_HTTP[n]} log=$RMQ_DIR/node$n/log"
  done
}
