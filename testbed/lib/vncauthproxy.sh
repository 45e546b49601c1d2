# shellcheck shell=bash
# One VNC authentication proxy in a directory of its own. Needs process.sh, ports.sh, places.sh and vncauthproxy_tls.sh.
#
# VAP_DIR holds: env (sockets and ports), settings, hosts, a copy of the program, log, sockets.
# VAP_LISTEN is where browsers are to find its gateway; VAP_NODES has the nodes whose names nobody else
# resolves, as NAME=ADDRESS and with blanks between. Without the one there is no gateway, without the
# other names are the system's.
VAP_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../vncauthproxy" && pwd)
VAP_JAR=$VAP_ROOT/target/synnefo-vncauthproxy.jar

# Where it is, chosen once, with ports for VAP_CONSOLES viewers (100). Those that others have are passed over.
vap_place() {
  local metrics gateway first control socket=""
  # one that was made before there were gateways is placed anew
  [[ ! -s $VAP_DIR/env ]] || ! grep -q '^VNCAUTHPROXY_GATEWAY=' "$VAP_DIR/env" || { vap_load && return; }
  { read -r metrics && read -r gateway && read -r first && read -r control; } < <(ports_free 4)
  vap_tls || socket=$(place_socket "$VAP_DIR" ctrl.sock)
  cat >"$VAP_DIR/env.new" <<X
VNCAUTHPROXY_CTRL_SOCKET='$socket'
VNCAUTHPROXY_STATUS_SOCKET='$(place_socket "$VAP_DIR" status.sock)'
VNCAUTHPROXY_METRICS_PORT=$metrics
VNCAUTHPROXY_GATEWAY_LISTEN=${VAP_LISTEN:+$VAP_LISTEN:$gateway}
VNCAUTHPROXY_GATEWAY=$(vap_gateway "$gateway")
VNCAUTHPROXY_PORTS=$first-$((first + ${VAP_CONSOLES:-100} - 1))
X
  ! vap_tls || vap_tls_env "$control" >>"$VAP_DIR/env.new"
  mv "$VAP_DIR/env.new" "$VAP_DIR/env"
  vap_load
}

# shellcheck disable=SC1091
vap_load() { . "$VAP_DIR/env"; }

# Nobody asks over the network unless by TLS; what is open when it stops may go on for a second.
vap_settings() {
  if vap_tls; then vap_tls_settings; else echo 'control-listen ='; fi
  cat <<X
control-socket = $VNCAUTHPROXY_CTRL_SOCKET
status-socket = $VNCAUTHPROXY_STATUS_SOCKET
metrics-listen = 127.0.0.1:$VNCAUTHPROXY_METRICS_PORT
proxy-listen = 127.0.0.1
ports = $VNCAUTHPROXY_PORTS
gateway-listen = $VNCAUTHPROXY_GATEWAY_LISTEN
gateway-url = $VNCAUTHPROXY_GATEWAY
drain-seconds = 1
X
}

# What browsers are told to connect to; nothing where there is no gateway.
vap_gateway() { # PORT
  local scheme=ws
  ! vap_tls || scheme=wss
  case ${VAP_LISTEN:-} in
    '') ;;
    0.0.0.0) echo "$scheme://127.0.0.1:$1/" ;; # of this machine, as in the files by which clients log in
    *) echo "$scheme://$VAP_LISTEN:$1/" ;;
  esac
}

# The names of VAP_NODES, as the JDK reads them.
vap_hosts() {
  local pair
  for pair in ${VAP_NODES:-}; do echo "${pair#*=} ${pair%%=*}"; done
}

vap_start() {
  [[ -s $VAP_JAR ]] || { echo "no proxy in $VAP_JAR: build first" >&2; return 3; }
  vap_place
  ! vap_tls || vap_tls_files
  vap_settings >"$VAP_DIR/settings.new"
  vap_hosts >"$VAP_DIR/hosts.new"
  if process_alive "$VAP_DIR/pid" >/dev/null && cmp -s "$VAP_JAR" "$VAP_DIR/vncauthproxy.jar" &&
    cmp -s "$VAP_DIR/settings.new" "$VAP_DIR/settings" && cmp -s "$VAP_DIR/hosts.new" "$VAP_DIR/hosts"; then
    return
  fi
  vap_stop
  cp "$VAP_JAR" "$VAP_DIR/vncauthproxy.jar" # a copy: a build must not pull it from under a running process
  mv "$VAP_DIR/settings.new" "$VAP_DIR/settings"
  mv "$VAP_DIR/hosts.new" "$VAP_DIR/hosts"
  local -a names=()
  [[ ! -s $VAP_DIR/hosts ]] || names=("-Djdk.net.hosts.file=$VAP_DIR/hosts")
  : >"$VAP_DIR/log" # of the one before, which started, too
  # shellcheck disable=SC2046 # several words
  setsid java $(vap_memory) "${names[@]}" -jar "$VAP_DIR/vncauthproxy.jar" -c "$VAP_DIR/settings" \
    </dev/null >"$VAP_DIR/log" 2>&1 9>&- &
  process_record "$VAP_DIR/pid" $!
  vap_ready
}

# As the package has it.
vap_memory() { sed -n "s/^memory='\(.*\)'\$/\1/p" "$VAP_ROOT/src/deb/launcher"; }

# Its sockets are open before it says that it starts.
vap_ready() {
  local tick=0
  until grep -q ' starts$' "$VAP_DIR/log"; do
    process_alive "$VAP_DIR/pid" >/dev/null || { tail -5 "$VAP_DIR/log" >&2; return 1; }
    ((tick++ < 400)) || { echo "the VNC proxy is not ready after 20 s, see $VAP_DIR/log" >&2; return 1; }
    sleep 0.05
  done
}

vap_stop() { process_stop "$VAP_DIR/pid" 10; }

vap_ask() { # OPTIONS...
  java -XX:TieredStopAtLevel=1 -jar "$VAP_DIR/vncauthproxy.jar" -c "$VAP_DIR/settings" "$@"
}
