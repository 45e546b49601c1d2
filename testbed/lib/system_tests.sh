# shellcheck shell=bash
# What system.sh runs, in this order; each name is a sentence. $SYSTEM_STATE is the cloud's directory.

# shellcheck disable=SC2016
# The client as a plain user, from an environment that only the openrc fills.
os() {
  env -i PATH=/usr/bin:/bin HOME="$SYSTEM_REPORTS" LANG=C.UTF-8 \
    bash -c '. "$0" && exec timeout 180 /usr/bin/python3 /usr/bin/openstack "$@"' "$SYSTEM_STATE/demo-openrc" "$@"
}

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

test_upMakesACloudWithItsFirstServer() {
  "$STATE_ROOT/synnefo" up --ganeti real --state "$SYSTEM_STATE" 8>&-
  grep -q '^status=ACTIVE$' "$SYSTEM_STATE/first-server"
}

# In their order, each at a time that is known and not before the one above it.
test_theHopsOfTheFirstServerAreTold() {
  sed -n 's/^hop=//p' "$SYSTEM_STATE/first-server" | awk '{ print; keys = keys $1 " " }
    $2 !~ /^[0-9]+\.[0-9]+$/ || $2 < last { print "not in order"; bad = 1 } { last = $2 }
    END { exit bad || keys != "accepted running success published committed shown " }'
}

test_everyPartIsWell() {
  "$STATE_ROOT/synnefo" status --json --state "$SYSTEM_STATE" |
    jq -e '.parts | length == 4 and all(.[]; .state == "up" and .health == "ok" and .pid != null)'
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

test_secretsAreForTheirOwnerAlone() {
  local file
  for file in openrc demo-openrc clouds.yaml seed.json; do
    [[ $(stat -c %a "$SYSTEM_STATE/$file") == 600 ]]
  done
  absent grep -rlFf "$SYSTEM_STATE/secrets/admin" "$SYSTEM_STATE" --include='*.log' --include=log
}

test_noArgumentListHoldsASecret() {
  local secret arguments
  arguments=$(all_arguments)
  for secret in "$SYSTEM_STATE"/secrets/* "$SYSTEM_STATE"/rabbitmq/password.* "$SYSTEM_STATE"/wildfly1/*-password; do
    [[ $arguments != *"$(<"$secret")"* ]]
  done
}

test_allListensOnLoopback() {
  local pid sockets
  sockets=$(ss -Hltnp)
  while read -r pid; do
    awk -v pid="pid=$pid," 'index($0, pid) && $4 !~ /^(127\.0\.0\.1|\[::1\]|\[::ffff:127\.0\.0\.1\]):/ { print; bad = 1 }
      END { exit bad }' <<<"$sockets"
  done < <("$STATE_ROOT/synnefo" status --json --state "$SYSTEM_STATE" | jq '.parts[] | select(.name != "ganeti").pid')
}

test_theCatalogueIsListed() {
  [[ $(os image list -f value -c Name | sort | xargs) == "debian tiny" ]]
  os flavor list -f value -c Name | grep -qx m1.nano
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

test_aServerIsCreated() {
  os server create walk --flavor m1.nano --image tiny --wait
  [[ $(status_of) == ACTIVE ]]
  os server list -f value -c Name | grep -qx walk
}

test_aServerIsStoppedAndStarted() {
  os server stop walk
  await_status SHUTOFF
  os server start walk
  await_status ACTIVE
}

test_aServerIsRebooted() {
  os server reboot --hard --wait walk
  [[ $(status_of) == ACTIVE ]]
}

# One Ganeti node's commands, as the operator types them.
gnt() { "$(sed 's|$|/cmd1|' "$SYSTEM_STATE/ganeti.place")" "$@"; }

# Ganeti's name of the server "walk", by the id that the database gave it: the newest there is.
instance_of_walk() { gnt gnt-instance list --no-headers -o name | sort -V | tail -n 1; }

test_whatTheOperatorDoesByHandIsFollowed() {
  gnt gnt-instance shutdown --timeout=1 "$(instance_of_walk)"
  await_status SHUTOFF
  gnt gnt-instance startup "$(instance_of_walk)"
  await_status ACTIVE
}

test_whatHappensWhileTheBrokerIsDeadIsShownOnceItIsBack() {
  RMQ_DIR=$SYSTEM_STATE/rabbitmq "$STATE_ROOT/testbed/bin/rabbitmq.sh" kill
  gnt gnt-instance shutdown --timeout=1 "$(instance_of_walk)"
  [[ $(status_of) == ACTIVE ]]
  RMQ_DIR=$SYSTEM_STATE/rabbitmq "$STATE_ROOT/testbed/bin/rabbitmq.sh" start
  await_status SHUTOFF
  os server start walk
  await_status ACTIVE
}

test_aKilledServerProcessLosesNothing() {
  local id
  id=$(os server create orphan --flavor m1.nano --image tiny -f value -c id)
  WF_DIR=$SYSTEM_STATE/wildfly1 "$STATE_ROOT/testbed/bin/wildfly.sh" kill
  "$STATE_ROOT/synnefo" up --state "$SYSTEM_STATE"
  local tick=0
  until [[ $(os server show "$id" -f value -c status) == ACTIVE ]]; do
    ((tick++ < 60)) || return 1
    sleep 1
  done
  os server delete --wait "$id"
  [[ $(gnt gnt-instance list --no-headers -o name | wc -l) == $(os server list -f value -c ID | wc -l) ]]
}

test_aCloudThatWasStoppedComesBackWithItsServers() {
  local instance before
  instance=$(instance_of_walk) before=$(os server list -f value -c ID -c Status | sort)
  "$STATE_ROOT/synnefo" down --state "$SYSTEM_STATE"
  "$STATE_ROOT/synnefo" up --state "$SYSTEM_STATE"
  [[ $(os server list -f value -c ID -c Status | sort) == "$before" && $(status_of) == ACTIVE ]]
  [[ $(gnt gnt-instance list --no-headers -o status "$instance") == running ]]
  os server stop walk && await_status SHUTOFF
  [[ $(gnt gnt-instance list --no-headers -o status "$instance") == ADMIN_down ]]
}

test_aServerIsDeleted() {
  os server delete --wait walk
  absent os server show walk
}

# Another checkout of this project, with what was built here.
checkout() { # DIR
  local entry
  mkdir -p "$1/target"
  for entry in "$STATE_ROOT"/* "$STATE_ROOT"/.mvn; do
    [[ ${entry##*/} == target ]] || cp -a "$entry" "$1/"
  done
}

test_twoCheckoutsRunSideBySideOneOfThemWithTwoInstances() {
  local other=$SYSTEM_REPORTS/checkout
  checkout "$other"
  "$other/synnefo" up --ganeti fake --instances 2
  "$other/synnefo" status --json | jq -e '[.parts[] | select(.name | startswith("wildfly"))]
    | length == 2 and all(.[]; .state == "up" and .health == "ok")'
  "$STATE_ROOT/synnefo" status --state "$SYSTEM_STATE"
  "$other/synnefo" down --purge
  "$STATE_ROOT/synnefo" status --state "$SYSTEM_STATE"
  [[ ! -e $other/target/run ]]
  rm -rf "$other"
}

test_downLeavesNoProcessAndNoFile() {
  local place arguments
  place=$(dirname "$(<"$SYSTEM_STATE/ganeti.place")")
  "$STATE_ROOT/synnefo" down --purge --state "$SYSTEM_STATE"
  [[ ! -e $SYSTEM_STATE && ! -e $place ]]
  arguments=$(all_arguments)
  [[ $arguments != *"$SYSTEM_STATE"* ]]
}

test_everyShellBlockOfTheDocumentationRuns() {
  SYNNEFO_DEMAND_REAL=1 "$STATE_ROOT/testbed/bin/docs.sh" "$SYSTEM_REPORTS/docs" README.md docs/operator.md docs/developer.md
}
