#!/bin/bash
# ganeti-node.sh kill N | revive N | failover N [option..] | master [N]   (GNT_ROOT as for up)
set -euo pipefail
usage() { sed -n 2p "$0" >&2; exit 2; }
[ $# -ge 1 ] || usage
R=$(realpath -m "${GNT_ROOT:-${TMPDIR:-/tmp}/gnt}")
[ -s "$R/settings" ] || { echo "ganeti-node: no cluster under $R" >&2; exit 2; }
# shellcheck source=/dev/null
. "$R/settings"
n=${2:-1}
[[ $n =~ ^[1-9]$ && $n -le $GNT_NODES ]] || usage
ns=${GNT_ID}n$n
d=$R/nodes/node$n.gnt.test

# power failure: the network is gone, every process of the node is killed
power_off() {
  local pids other
  touch "$d/dead"
  "$R/in" ip -n "$ns" link set eth0 down
  pids=$("$R/in" ip netns pids "$ns" | tr '\n' ' ')
  # pids of the inner namespace; one may end by itself meanwhile
  # shellcheck disable=SC2086
  [ -z "$pids" ] || "$R/in" kill -9 $pids || echo "ganeti-node: some had ended already" >&2
  rm -rf "$d"/var/run/ganeti/*.pid "$d"/var/run/ganeti/socket/* "$d"/var/run/ganeti/fake-hypervisor
  # no stale ARP entries: the peers fail fast
  for other in $("$R/in" ls /run/netns); do "$R/in" ip -n "$other" neigh flush dev eth0; done
  ip neigh flush dev "${GNT_ID}br"
}

drop_master_address() {
  if "$R/in" ip -n "$ns" -o addr show dev eth0 | grep -q " $GNT_PREFIX.1/"; then
    "$R/in" ip -n "$ns" addr del "$GNT_PREFIX.1/32" dev eth0
  fi
}

# power on: the daemons start as the node's init would start them
power_on() {
  rm -f "$d/dead"
  "$R/in" ip -n "$ns" link set eth0 up
  drop_master_address
  setsid "$R/cmd$n" socat TCP-LISTEN:22,fork,reuseaddr SYSTEM:true </dev/null >/dev/null 2>&1 &
  # luxid and wconfd of a former master refuse to start, rightly
  "$R/cmd$n" /usr/lib/ganeti/daemon-util start-all ||
    echo "ganeti-node: not all daemons of node$n started" >&2
}

# What an attempt that failed left on the node goes first: the master's daemons, pid files of those that were killed,
# which Ganeti would refuse ("matching only on non-root pidfile"), and the master's address, which it would wait for
# in vain ("still reachable after 30 seconds"). Where the node's files have it as the
# master already, its daemons are all that is missing.
failover() {
  local daemon
  "$R/cmd$n" /usr/lib/ganeti/daemon-util stop-master
  for daemon in luxid rapi wconfd; do rm -f "$d/var/run/ganeti/ganeti-$daemon.pid"; done
  if [ "$(cat "$d/var/lib/ganeti/ssconf_master_node")" = "node$n.gnt.test" ]; then
    "$R/cmd$n" /usr/lib/ganeti/daemon-util start-master
  else
    drop_master_address
    "$R/cmd$n" gnt-cluster master-failover "$@"
  fi
}

case "$1" in
  kill) power_off ;;
  revive) power_on ;;
  failover) failover "${@:3}" ;;
  master) cat "$d/var/lib/ganeti/ssconf_master_node" ;;
  *) usage ;;
esac
