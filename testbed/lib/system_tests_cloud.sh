# shellcheck shell=bash
# System tests of what a cloud outlives, of two at a time, and of its end. See system_tests.sh.

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

# The APIs answer at that address of this machine, and nobody listens on their port at another.
serves_there_alone() { # ADDRESS WF_DIR
  local port
  # shellcheck disable=SC1091
  port=$(. "$2/env" && echo "$WF_HTTP_PORT")
  curl -sf -m 20 -o /dev/null "http://$1:$port/identity/v3"
  sockets | grep ":$port\$" | tee "$SYSTEM_REPORTS/sockets.listen"
  [[ $(<"$SYSTEM_REPORTS/sockets.listen") =~ ^(\[::ffff:)?${1//./\\.}\]?:$port$ ]]
}

test_twoCheckoutsRunSideBySideOneOfThemWithTwoInstances() {
  local other=$SYSTEM_REPORTS/checkout
  checkout "$other"
  "$other/synnefo" up --ganeti fake --instances 2 --listen 127.0.0.2
  "$other/synnefo" status --json | jq -e '[.parts[] | select(.name | startswith("wildfly"))]
    | length == 2 and all(.[]; .state == "up" and .health == "ok")'
  serves_there_alone 127.0.0.2 "$other/target/run/wildfly1"
  serves_there_alone 127.0.0.2 "$other/target/run/wildfly2"
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
  [[ $arguments != *"$SYSTEM_STATE"* && $arguments != *"$place"* ]]
}

test_everyShellBlockOfTheDocumentationRuns() {
  SYNNEFO_DEMAND_REAL=1 "$STATE_ROOT/testbed/bin/docs.sh" "$SYSTEM_REPORTS/docs" README.md docs/operator.md docs/developer.md
}
