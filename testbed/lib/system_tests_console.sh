# shellcheck shell=bash
# System tests of consoles: API, connector, proxy, gateway and page on the first server, which a real Ganeti
# runs in QEMU. Pictures are kept in $SYSTEM_REPORTS/consoles. See system_tests.sh.

first_id() { sed -n 's/^id=//p' "$SYSTEM_STATE/first-server"; }

# The address of the console page, with a token that nobody has used yet.
console_page() { # OPTIONS...
  os console url show --novnc "$(first_id)" "$@" -f value -c url
}

# Waits until the proxy has no console, neither waiting nor live.
await_no_console() {
  local tick=0
  until VAP_DIR=$SYSTEM_STATE/vncauthproxy1 "$STATE_ROOT/testbed/bin/vncauthproxy.sh" ask --sessions --json |
    jq -e '.sessions == []' >/dev/null; do
    ((tick++ < 180)) || return 1
    sleep 0.5
  done
}

# What that action of the first server, or of that one, answers the user of the first.
server_action() { # JSON [ID]
  local token=$SYSTEM_REPORTS/closed/console.token port
  [[ -s $token ]] || (umask 077 && printf 'x-auth-token: %s\n' "$(os token issue -f value -c id)" >"$token")
  # shellcheck disable=SC1091
  port=$(. "$SYSTEM_STATE/wildfly1/env" && echo "$WF_HTTP_PORT")
  curl -sSf -m 60 -H "@$token" -H 'content-type: application/json' --data-binary "$1" \
    "http://127.0.0.1:$port/compute/v2.1/servers/${2:-$(first_id)}/action"
}

# A console of a port of its own: leaves its port and password in CONSOLE_PORT and CONSOLE_PASSWORD.
viewers_console() {
  local told
  told=$(server_action '{"console": {"type": "vnc"}}')
  jq -e '.console.type == "vnc" and .console.host == "127.0.0.1"' <<<"$told" >/dev/null
  CONSOLE_PORT=$(jq -e .console.port <<<"$told") CONSOLE_PASSWORD=$(jq -er .console.password <<<"$told")
  [[ $CONSOLE_PASSWORD =~ ^[A-Za-z0-9]{8}$ ]]
}

# What has been typed at the machine that prints LINE, as that picture shows it; fails where the line is not to be read.
typed_at() { # PICTURE LINE
  java -Djava.awt.headless=true "$STATE_ROOT/testbed/src/main/java/io/synnefo/testbed/console/TextScreen.java" "$1" "$2"
}

# The password as VNC programs keep it: by a key that is the same everywhere.
password_file() { # FILE
  printf %s "$CONSOLE_PASSWORD" |
    openssl enc -des-ecb -K e84ad660c4721ae0 -nopad -provider legacy -provider default >"$1"
}

# For who reads it from a terminal, and forgets what was typed before it asks: again and again, until it ends.
types_password() {
  trap '' PIPE
  while echo "$CONSOLE_PASSWORD" 2>/dev/null; do sleep 0.2; done
}

# The page with a token that nobody ever brings, for a later test to find it expired: made once, since that takes a minute.
page_left_alone() {
  [[ -s $SYSTEM_REPORTS/closed/expired ]] || (umask 077 && console_page >"$SYSTEM_REPORTS/closed/expired")
}

# Prints what the operator is told of the last step of the first server.
last_step() { admin explain "$(first_id)" --json | jq -r '.steps[-1] | "\(.rule) \(.detail)"'; }

# Ganeti's name of it.
instance_of_first() { admin explain "$(first_id)" | sed -n '1s/:.*//p'; }

# What the first server prints.
first_line() { echo "GANETI $(instance_of_first)"; }

# By RFB 3.3, with a console of its own.
vncsnapshot_of_first() { # PICTURE
  local password=$SYSTEM_REPORTS/closed/vnc-password
  viewers_console
  (umask 077 && password_file "$password")
  vncsnapshot -passwd "$password" -allowblank -quality 100 "127.0.0.1:$((CONSOLE_PORT - 5900))" "$1"
}

# Nobody has typed anything into that machine yet; it may have begun to print only just.
test_aViewersConsoleOfARealMachineIsSeenByVncPrograms() {
  local pictures=$SYSTEM_REPORTS/consoles line said tick=0
  line=$(first_line)
  mkdir -p "$pictures"
  page_left_alone
  vncsnapshot_of_first "$pictures/rfb-3.3.jpg"
  # opened once, the port is closed
  absent port_open 127.0.0.1 "$CONSOLE_PORT"
  until said=$(typed_at "$pictures/rfb-3.3.jpg" "$line"); do
    ((tick++ < 30))
    sleep 0.5
    vncsnapshot_of_first "$pictures/rfb-3.3.jpg"
  done
  [[ $said == '' ]]
  viewers_console
  # the terminal shows what was typed before it was asked for
  types_password |
    timeout 60 script -qec "gvnccapture 127.0.0.1:$((CONSOLE_PORT - 5900)) $pictures/rfb-3.8.png" /dev/null |
    grep -vFf <(echo "$CONSOLE_PASSWORD")
  said=$(typed_at "$pictures/rfb-3.8.png" "$line")
  [[ $said == '' ]]
  last_step | grep -Ex "CONSOLE_OPENED vnc, proxy .* port $CONSOLE_PORT"
}

# With the ends that come from the proxy. It finds the names of its nodes where it wrote them down.
# shellcheck disable=SC2016 # the shells that the browser's check starts
console_cuts() { # <CASES
  local dir=$SYSTEM_STATE/vncauthproxy1
  jq --arg dir "$dir" --arg nodes "$(awk '{ print $2 "=" $1 }' "$dir/hosts" | xargs)" \
    --arg proxy "$STATE_ROOT/testbed/bin/vncauthproxy.sh" '
    def proxy($script): ["env", "VAP_DIR=\($dir)", "VAP_NODES=\($nodes)", "bash", "-euo", "pipefail", "-c", $script, $proxy];
    .down = {stop: proxy("\"$0\" kill"), start: proxy("\"$0\" start")} |
    .cuts = [
      {name: "killed by the operator", title: "Ended by the operator",
        command: proxy("\"$0\" ask --sessions --json |
          jq -r \"[.sessions[] | select(.state == \\\"live\\\").session][-1]\" | xargs \"$0\" ask --kill")},
      {name: "the proxy was stopped", title: "The proxy is stopping", command: proxy("\"$0\" stop; \"$0\" start")},
      {name: "the proxy was killed", title: "The connection was lost", command: proxy("\"$0\" kill; \"$0\" start")}]'
}

# What the browser's checks are made of.
BROWSER=$STATE_ROOT/target/browser
browser_modules() { "$STATE_ROOT/testbed/bin/npm.sh" "$STATE_ROOT/testbed/browser" "$BROWSER"; }

# What console-check.mjs is to do. The second address has another host name of this machine: to a browser, another origin.
console_cases() { # FOREIGN_SERVER
  local closed=$SYSTEM_REPORTS/closed
  jq -n --arg state "$SYSTEM_STATE" --arg root "$STATE_ROOT" --rawfile page <(console_page --os-compute-api-version 2.8) --rawfile other <(console_page) \
    --rawfile expired "$closed/expired" --rawfile password "$SYSTEM_STATE/secrets/demo" \
    --arg foreign "$1" --arg text "$(first_line)" '{
      page: ($page | rtrimstr("\n")), text: $text, power: true, foreign: $foreign,
      meanwhile: {name: "the application is deployed anew", command: ["env", "WF_DIR=\($state)/wildfly1",
        "\($root)/testbed/bin/wildfly.sh", "deploy", "\($root)/ear/target/synnefo.ear"]},
      login: {user: "demo", password: $password, project: "demo"},
      ends: [{name: "an expired token", page: ($expired | rtrimstr("\n")), title: "The token has expired"},
        {name: "a page of another origin", title: "Not allowed from this page",
          page: ($other | rtrimstr("\n") | sub("^http://127\\.0\\.0\\.1:"; "http://localhost:"))}]}'
}

# How often the application was deployed in the place of itself.
deployments() {
  cat "$SYSTEM_STATE"/wildfly1/standalone/log/server.log* | grep -c 'WFLYSRV0016: Replaced deployment' || [[ $? == 1 ]]
}

# In a real browser, see the head of console-check.mjs: nobody has typed anything into that machine yet.
test_aBrowserShowsTheConsoleOfARealMachineAndTypesIntoIt() {
  local stranger before
  before=$(deployments)
  stranger=$(os_from "$SYSTEM_STATE/openrc" server create stranger --flavor m1.nano --image tiny -f value -c id)
  trap 'os_from "$SYSTEM_STATE/openrc" server delete --wait stranger' EXIT
  absent os console url show --novnc "$stranger" 2>"$SYSTEM_REPORTS/refused"
  grep -F "No Server found for $stranger" "$SYSTEM_REPORTS/refused"
  # which the client says before it asks for a console
  absent server_action '{"os-getVNCConsole": {"type": "novnc"}}' "$stranger" 2>"$SYSTEM_REPORTS/refused"
  grep -F 'returned error: 404' "$SYSTEM_REPORTS/refused"
  browser_modules
  page_left_alone
  await_no_console
  console_cases "$stranger" | console_cuts |
    timeout 300 node "$STATE_ROOT/testbed/browser/console-check.mjs" "$BROWSER" "$SYSTEM_REPORTS/consoles"
  last_step | grep -Ex "CONSOLE_OPENED novnc, session [0-9a-f-]+, proxy .*"
  # it was a deployment, and one alone
  (($(deployments) == before + 1))
}
