# shellcheck shell=bash
# System tests of a server's life, by its user's and by its operator's hand. See system_tests.sh.

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
  os server reboot --wait walk
  [[ $(status_of) == ACTIVE ]]
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
