# shellcheck shell=bash
# What system.sh runs, in this order, and then system_tests_*.sh in theirs; each name is a sentence.
# $SYSTEM_STATE is the cloud's directory. Here: what up, status and the credentials promise.

# The client, from an environment that FILE alone fills.
# shellcheck disable=SC2016
os_from() { # FILE ARGS...
  env -i PATH=/usr/bin:/bin HOME="$SYSTEM_REPORTS" LANG=C.UTF-8 \
    bash -c '. "$0" && exec timeout 180 /usr/bin/python3 /usr/bin/openstack "$@"' "$@"
}

# The client as a plain user.
os() { os_from "$SYSTEM_STATE/demo-openrc" "$@"; }

# errexit does not mind a command after "!": this does.
absent() {
  if "$@"; then return 1; fi
}

# Every argument list on this machine, one argument a line.
all_arguments() { cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' '\n' || [[ $? == 1 ]]; }

status_of() { os server show walk -f value -c status; }

await_status() { # WORD
  local tick=0
  until [[ $(status_of) == "$1" ]]; do
    ((tick++ < 90)) || return 1
    sleep 1
  done
}

# Where somebody listens, one ADDRESS:PORT a line.
sockets() { ss -Hltn | awk '{ print $4 }' | sort -u; }

test_upMakesACloudWithItsFirstServer() {
  sockets >"$SYSTEM_REPORTS/sockets.before"
  "$STATE_ROOT/synnefo" up --ganeti real --state "$SYSTEM_STATE" 8>&-
  grep -q '^status=ACTIVE$' "$SYSTEM_STATE/first-server"
}

# In their order, each at a time that is known and not before the one above it.
test_theHopsOfTheFirstServerAreTold() {
  sed -n 's/^hop=//p' "$SYSTEM_STATE/first-server" | awk '{ print; keys = keys $1 " " }
    $2 !~ /^[0-9]+\.[0-9]+$/ || $2 < last { print "not in order"; bad = 1 } { last = $2 }
    END { exit bad || keys != "accepted running success published committed shown " }'
}

# eventd listens nowhere; all else is there in full.
test_everyPartIsWell() {
  local told file
  told=$("$STATE_ROOT/synnefo" status --json --state "$SYSTEM_STATE")
  jq -e '.parts | [.[].name] == ["rabbitmq", "ganeti", "eventd1", "vncauthproxy1", "wildfly1"] and all(.[];
    .state == "up" and .health == "ok" and (.pid | type == "number")
    and ((.port | type == "number") == (.name != "eventd1")))' <<<"$told"
  while read -r file; do
    [[ $file == /* && -e $file ]]
  done < <(jq -r '.parts[] | .log, .data' <<<"$told")
}

test_aSecondUpChangesNothing() {
  local before after
  before=$("$STATE_ROOT/synnefo" status --json --state "$SYSTEM_STATE")
  "$STATE_ROOT/synnefo" up --state "$SYSTEM_STATE"
  after=$("$STATE_ROOT/synnefo" status --json --state "$SYSTEM_STATE")
  [[ $before == "$after" ]]
}

test_aClosedStateDirectoryHasGanetiBelowVarTmp() {
  [[ $(<"$SYSTEM_STATE/ganeti.place") == /var/tmp/snf-* ]]
}

# Prints those files of the state directory that hold a secret of this cloud.
files_with_a_secret() {
  local file
  local -a patterns=()
  for file in "${SYSTEM_SECRETS[@]}"; do patterns+=(-f "$file"); done
  # 1: none, or a file that is gone by now
  find "$SYSTEM_STATE" -type f -exec grep -slF "${patterns[@]}" {} + || [[ $? == 1 ]]
}

test_secretsAreForTheirOwnerAlone() {
  local file found
  local -a SYSTEM_SECRETS=("$SYSTEM_STATE"/secrets/* "$SYSTEM_STATE"/rabbitmq/password.* "$SYSTEM_STATE"/wildfly1/*-password)
  for file in "$SYSTEM_STATE"/{openrc,demo-openrc,clouds.yaml,seed.json,api.body,api.token,api.catalog} "${SYSTEM_SECRETS[@]}"; do
    [[ $(stat -c %a "$file") == 600 && -s $file ]]
  done
  found=$(files_with_a_secret)
  echo "$found"
  grep -qx "$SYSTEM_STATE/openrc" <<<"$found"
  absent grep -E '(\.log|/log)$|/log/' <<<"$found"
  while read -r file; do
    (((8#$(stat -c %a "$file") & 8#077) == 0)) || { echo "open to others: $file" && return 1; }
  done <<<"$found"
}

test_noArgumentListHoldsASecret() {
  local secret arguments
  arguments=$(all_arguments)
  for secret in "$SYSTEM_STATE"/secrets/* "$SYSTEM_STATE"/rabbitmq/password.* "$SYSTEM_STATE"/wildfly1/*-password; do
    [[ $arguments != *"$(<"$secret")"* ]]
  done
}

# Nothing that was not there before listens beyond loopback, but on the test bed's own bridge.
test_allListensOnLoopback() {
  local network port
  network=$(sed -n 's/^NET_PREFIX=//p' "$SYSTEM_STATE/settings")
  sockets | comm -13 "$SYSTEM_REPORTS/sockets.before" - >"$SYSTEM_REPORTS/sockets.new"
  while read -r port; do
    grep -q ":$port\$" "$SYSTEM_REPORTS/sockets.new"
  done < <("$STATE_ROOT/synnefo" status --json --state "$SYSTEM_STATE" | jq '.parts[] | select(.name != "ganeti").port // empty')
  absent grep -vE "^(127\.[0-9.]+|\[::1\]|\[::ffff:127\.[0-9.]+\]|${network//./\\.}\.[0-9]+):" "$SYSTEM_REPORTS/sockets.new"
}

test_theCatalogueIsListed() {
  [[ $(os image list -f value -c Name | sort | xargs) == "debian tiny" ]]
  os flavor list -f value -c Name | grep -qx m1.nano
}

test_everyWayToLogInThatUpTellsWorks() {
  local user
  [[ $(os server list -f value -c Name | grep -x first) == first ]]
  os_from "$SYSTEM_STATE/openrc" flavor list -f value -c Name | grep -qx m1.nano
  for user in admin demo; do
    os_from <(echo "export OS_CLIENT_CONFIG_FILE=$SYSTEM_STATE/clouds.yaml") \
      --os-cloud "$user" image list -f value -c Name | grep -qx tiny
  done
}

# Answers of this cloud's APIs: headers and body of a GET with one more header.
answer() { # PATH HEADER
  local url
  url=$(sed -n "s|^export OS_AUTH_URL=['\"]\{0,1\}\(http://[^/]*\)/.*|\1|p" "$SYSTEM_STATE/demo-openrc")
  curl -s -i -m 20 -H "$2" "$url$1"
}

test_aMalformedHeaderGetsTheApisOwnAnswer() {
  local header path text
  for header in 'Accept: text/*;q=x' 'Accept: garbage' 'Accept-Language: xx;q=z!!' 'Content-Type: garbage' \
    'Accept: application/vnd.openstack.compute+json;version=2'; do
    for path in /identity /compute/v2.1/servers /compute/v2.1/nowhere; do
      text=$(answer "$path" "$header")
      grep -qi '^x-openstack-request-id: req-' <<<"$text"
      grep -qi '^content-type: application/json' <<<"$text"
      absent grep -q 'Exception' <<<"$text"
    done
  done
}
