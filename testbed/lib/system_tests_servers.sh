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

# What the server is made of is so, as the operator's tool shows it.
await_made_of() { # JQ-FILTER
  local tick=0 id
  id=$(os server show walk -f value -c id)
  until admin explain "$id" --json | jq -e "$1"; do
    ((tick++ < 60)) || return 1
    sleep 0.5
  done
}

# Bigger, with a NIC, a tag and a parameter of its own; then as before.
test_whatTheOperatorChangesOfAnInstanceIsShown() {
  local instance
  instance=$(instance_of_walk)
  await_made_of '.shape | .vcpus == 1 and .ram_mib == 64 and .nics == []'
  gnt gnt-instance modify -B vcpus=3,maxmem=200,minmem=200 "$instance"
  await_made_of '.shape.vcpus == 3 and .shape.ram_mib == 200'
  gnt gnt-instance modify --net add:mode=routed,link=main,ip=192.0.2.7 "$instance"
  await_made_of '.shape.nics[-1].ip == "192.0.2.7"'
  os server show walk -f value -c addresses | grep -F 192.0.2.7
  gnt gnt-instance add-tags "$instance" by-hand
  await_made_of '.shape.tags | index("by-hand")'
  gnt gnt-instance modify -H acpi=false "$instance"
  await_made_of '.shape.hvparams.acpi | test("false"; "i")'
  gnt gnt-instance modify -H acpi=default "$instance"
  gnt gnt-instance remove-tags "$instance" by-hand
  gnt gnt-instance modify --net -1:remove "$instance"
  gnt gnt-instance modify -B vcpus=1,maxmem=64,minmem=64 "$instance"
  await_made_of '.shape | .vcpus == 1 and .ram_mib == 64 and .nics == [] and .hvparams == {}
    and (.tags | index("by-hand") | not)'
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
