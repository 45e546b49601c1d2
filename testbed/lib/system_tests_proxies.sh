# shellcheck shell=bash
# System tests of consoles by other ways: a proxy of the network's, TigerVNC's viewer, and what docs/operator.md has
# operators ask. After system_tests_console.sh, whose browser needs a machine at which nobody has typed. See system_tests.sh.

# The server is started anew and knows this proxy alone.
server_with_proxy() { # PROXYS_DIR
  (
    export WF_DIR=$SYSTEM_STATE/wildfly1 CYCLADES_VNCAUTHPROXY_OPTS='[]'
    # shellcheck disable=SC1091
    . "$1/env"
    export VNCAUTHPROXY_CTRL_SOCKET
    "$STATE_ROOT/testbed/bin/wildfly.sh" stop
    sed -i "s|^\(synnefo.console.gateways\)=.*|\1=$VNCAUTHPROXY_GATEWAY|" "$WF_DIR/server.conf"
    "$STATE_ROOT/testbed/bin/wildfly.sh" start 8>&-
  )
}

# Ganeti's nodes as the cloud's own proxy knows them, NAME=ADDRESS each.
nodes_of_cloud() { awk '{ printf "%s=%s ", $2, $1 }' "$SYSTEM_STATE/vncauthproxy1/hosts"; }

# That proxy with its TLS is gone, and the cloud's own is asked again.
without_tls_proxy() {
  VAP_DIR=$1 "$STATE_ROOT/testbed/bin/vncauthproxy.sh" purge
  server_with_proxy "$SYSTEM_STATE/vncauthproxy1"
}

# What a viewer by vnc-wss is answered, by that certificate and no other.
upgrade_over_tls() { # PORT CERTIFICATE
  printf '%s\r\n' 'GET / HTTP/1.1' "Host: 127.0.0.1:$1" 'Connection: Upgrade' 'Upgrade: websocket' \
    'Sec-WebSocket-Version: 13' "Sec-WebSocket-Key: $(head -c 16 /dev/urandom | base64)" 'Sec-WebSocket-Protocol: binary' '' |
    { timeout 10 openssl s_client -quiet -connect "127.0.0.1:$1" -CAfile "$2" -verify_ip 127.0.0.1 -verify_return_error ||
      [[ $? == 124 ]]; } # the proxy waits for the viewer to go on
}

# The client at the server's https:, whose certificate nobody signed: catalog and answers are of https:, too.
os_over_tls() {
  local port
  # shellcheck disable=SC1091
  port=$(. "$SYSTEM_STATE/wildfly1/env" && echo "$WF_HTTPS_PORT")
  os --insecure --os-auth-url "https://127.0.0.1:$port/identity/v3" "$@"
}

# Asked over the network, with a certificate and a user's password. The browser comes by https: and wss:, a viewer by TLS.
test_aProxyOfTheNetworkGivesConsolesOverTls() {
  local proxy=$SYSTEM_REPORTS/closed/tls-proxy told
  # shellcheck disable=SC2064 # the path has no blanks
  trap "without_tls_proxy $proxy" EXIT
  VAP_TLS=1 VAP_DIR=$proxy VAP_LISTEN=127.0.0.1 VAP_NODES=$(nodes_of_cloud) "$STATE_ROOT/testbed/bin/vncauthproxy.sh" start 8>&-
  server_with_proxy "$proxy"
  browser_modules
  (umask 077 && os_over_tls console url show --novnc "$(first_id)" -f value -c url >"$SYSTEM_REPORTS/closed/tls-page")
  grep -Eq '^https://.*[#&]gateway=wss%3A' "$SYSTEM_REPORTS/closed/tls-page"
  jq -n --rawfile page "$SYSTEM_REPORTS/closed/tls-page" --rawfile password "$SYSTEM_STATE/secrets/demo" \
    --arg text "$(first_line)" '{page: ($page | rtrimstr("\n")), text: $text, insecure: true, brief: true,
      login: {user: "demo", password: $password, project: "demo"}}' |
    timeout 200 node "$STATE_ROOT/testbed/browser/console-check.mjs" "$BROWSER" "$SYSTEM_REPORTS/consoles/tls"
  last_step | grep -Ex "CONSOLE_OPENED novnc, session [0-9a-f-]+, proxy 127.0.0.1:[0-9]+.*"
  told=$(server_action '{"console": {"type": "vnc-wss"}}')
  upgrade_over_tls "$(jq -e .console.port <<<"$told")" "$proxy/certificate.pem" |
    tee "$SYSTEM_REPORTS/upgraded" | grep -aF 'HTTP/1.1 101 Switching Protocols'
}

# An X server whose screen is a file below DIR, with that viewer on it; leaves the display in DISPLAY and both in SCREEN_PIDS.
viewer_on_a_screen() { # DIR PASSWORD_FILE
  local tick=0
  Xvfb -displayfd 3 -screen 0 1024x768x24 -fbdir "$1" -nolisten tcp 3>"$1/display" 2>"$1/xvfb.log" &
  SCREEN_PIDS=$!
  until [[ -s $1/display ]]; do
    ((tick++ < 200)) || return 1
    sleep 0.05
  done
  DISPLAY=:$(<"$1/display")
  export DISPLAY
  xtigervncviewer -passwd "$2" -SecurityTypes VncAuth -RemoteResize=0 -ReconnectOnError=0 -AlertOnFatalError=0 \
    "127.0.0.1::$CONSOLE_PORT" >"$1/viewer.log" 2>&1 &
  SCREEN_PIDS="$! $SCREEN_PIDS"
}

# Waits until what has been typed at the machine that prints LINE, as that screen shows it, ends in TEXT: letters that are
# not in the line are '?' there.
await_typed() { # SCREEN LINE TEXT
  local tick=0 said
  until said=$(typed_at "$1" "$2" 2>&1) && [[ $said == *"$3" ]]; do
    ((tick++ < 40)) || { echo "$said" && return 1; }
    sleep 0.5
  done
}

test_tigerVncsViewerShowsARealMachineAndWhatIsTypedAtIt() {
  local dir=$SYSTEM_REPORTS/consoles/tigervnc password=$SYSTEM_REPORTS/closed/vnc-password line window
  SCREEN_PIDS= # not local: the trap runs after the function
  mkdir -p "$dir"
  line=$(first_line)
  # shellcheck disable=SC2086 # pids
  trap 'kill $SCREEN_PIDS' EXIT
  viewers_console
  (umask 077 && password_file "$password")
  viewer_on_a_screen "$dir" "$password"
  window=$(timeout 60 xdotool search --sync --onlyvisible --name QEMU | head -n 1)
  timeout 20 xdotool windowmove --sync "$window" 0 0 windowfocus --sync "$window"
  await_typed "$dir/Xvfb_screen0" "$line" ''
  timeout 20 xdotool mousemove --window "$window" 300 300 type EATING
  await_typed "$dir/Xvfb_screen0" "$line" EATING
}

# The page's command, at this cloud's server: each console was asked for in a connection of the pool's.
test_theOperatorsPageSaysHowToAskForTheProxiesPool() {
  local command answer
  viewers_console
  command=$(sed -n 's/^    jboss-cli\.sh -c //p' "$STATE_ROOT/docs/operator.md")
  # shellcheck disable=SC1091
  . "$SYSTEM_STATE/wildfly1/env"
  answer=$(JAVA_OPTS=-Xmx128m timeout 120 bash -c "'$STATE_ROOT/server-config/target/server/bin/jboss-cli.sh' -c \
    --controller=127.0.0.1:$WF_MANAGEMENT_PORT --output-json $command" </dev/null)
  echo "$answer"
  jq -e '.outcome == "success" and (.result | (.CreatedCount | tonumber) > 0 and (.AvailableCount | tonumber) == 32
    and (.InUseCount, .BlockingFailureCount | tonumber) == 0)' <<<"$answer"
}

# The page's blocks of lines for a server that was provisioned before bring one that lacks all of that to what is provisioned
# now. What is there already cannot be added, nor what is not there be removed: the program ends at once then.
test_theOperatorsPageBringsAServerOfBeforeUpToDate() {
  local base=$SYSTEM_REPORTS/before provisioned=$STATE_ROOT/server-config/target/server
  rm -rf "$base" && cp -R "$provisioned/standalone" "$base"
  {
    cat <<'X'
embed-server --server-config=standalone.xml --std-out=discard
/subsystem=mail/mail-session=synnefo:remove()
/socket-binding-group=standard-sockets/remote-destination-outbound-socket-binding=synnefo-mail:remove()
/subsystem=resource-adapters/resource-adapter="synnefo.ear#resource-adapter.rar":remove()
/subsystem=logging/logger=org.jboss.jca.core.connectionmanager.listener.NoTxConnectionListener:remove()
stop-embedded-server
X
    awk '/^    embed-server/ { within = 1 } within { print substr($0, 5) } /^    stop-embedded-server/ { within = 0 }' \
      "$STATE_ROOT/docs/operator.md"
  } >"$base/lines.cli"
  [[ $(grep -c '^embed-server' "$base/lines.cli") == 3 ]]
  JAVA_OPTS="-Xmx300m -Djboss.server.base.dir=$base" timeout 120 "$provisioned/bin/jboss-cli.sh" --file="$base/lines.cli" </dev/null
  cmp "$provisioned/standalone/configuration/standalone.xml" "$base/configuration/standalone.xml"
}
