#!/usr/bin/env bash
# A private RabbitMQ of one or three nodes, on loopback, sharing nothing with another one on this
# machine: own epmd, cookie, ports, users, data. Everything lies in RMQ_DIR.
#
#   rabbitmq.sh start [N]      every node (or node N) runs, users and queues are there
#   rabbitmq.sh stop [N]       gracefully; the data stays; without N the epmd goes too
#   rabbitmq.sh kill [N]       without warning (kill -9)
#   rabbitmq.sh ctl N ARGS...  rabbitmqctl on node N (costs an Erlang VM, about a second)
#   rabbitmq.sh queues N ARGS... rabbitmq-queues on node N
#   rabbitmq.sh status         one line a node
#   rabbitmq.sh env            the connection data, as also kept in RMQ_DIR/env (0600)
#
# Read once, at the first start: RMQ_NODES=1|3 RMQ_PREFIX=snf RMQ_TIMEOUT=60 (seconds) RMQ_TLS=0|1
#   RMQ_PARTITIONS=autoheal: what nodes do that were parted, in RabbitMQ's words
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../lib/process.sh"
. "$here/../lib/ports.sh"
. "$here/../lib/secrets.sh"
. "$here/../lib/rabbitmq.sh"
. "$here/../lib/rabbitmq_tls.sh"

usage() { sed -n '5,14s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

main() {
  local verb=${1:-}
  case $verb in
    start | stop | kill | ctl | queues | status | env) shift ;;
    -h | --help) usage && return ;;
    *) usage >&2 && return 2 ;;
  esac
  : "${RMQ_DIR:?names the state directory of this broker}"
  mkdir -p "$RMQ_DIR"
  RMQ_DIR=$(cd "$RMQ_DIR" && pwd)
  chmod 700 "$RMQ_DIR"
  exec 9>"$RMQ_DIR/lock"
  case $verb in
    start)
      flock -w 120 9
      rmq_prepare
      rmq_start "${1:-all}"
      ;;
    stop)
      flock -w 120 9
      rmq_load
      rmq_stop "${1:-all}"
      ;;
    kill) rmq_load && rmq_kill "${1:-all}" ;;
    ctl) rmq_load && rmq_tool rabbitmqctl "$@" ;;
    queues) rmq_load && rmq_tool rabbitmq-queues "$@" ;;
    status) rmq_load && rmq_status ;;
    env) rmq_load && cat "$RMQ_DIR/env" ;;
  esac
}
main "$@"
