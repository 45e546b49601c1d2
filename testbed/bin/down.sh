#!/usr/bin/env bash
# Stops what up started in a state directory, and nothing else.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in state steps process ports secrets places cloud; do
  # shellcheck disable=SC1090
  . "$here/../lib/$part.sh"
done

usage() {
  cat <<'X'
usage: ./synnefo down [--purge] [--state DIR]     stops what up started

  --purge        removes the data too: the state directory, and what lies below /var/tmp
  --state DIR    as given to up (default $SYNNEFO_STATE, else target/run)

Exit: 0 nothing of it runs, also when there was no cloud; 2 wrong usage; any other a step failed (its
reason is shown).
X
}

stop_wildfly() {
  local dir
  for dir in "$STATE"/wildfly*/; do
    [[ ! -d $dir ]] || WF_DIR=$dir "$STATE_ROOT/testbed/bin/wildfly.sh" stop
  done
}

stop_vncauthproxy() { # stop|purge
  local dir
  for dir in "$STATE"/vncauthproxy*/; do
    [[ ! -d $dir ]] || VAP_DIR=$dir "$STATE_ROOT/testbed/bin/vncauthproxy.sh" "$1"
  done
}

stop_eventd() { # stop|purge
  local dir
  for dir in "$STATE"/eventd*/; do
    process_stop "${dir}pid" 15
    [[ $1 != purge || ! -d $dir ]] || place_remove "${dir%/}" sockets
  done
}

# To a real Ganeti it is a power failure: up starts the guests that ran.
stop_ganeti() { # stop|purge
  process_stop "$STATE/ganeti-fake/pid" 10
  [[ $GANETI == real ]] || return 0
  GNT_ROOT=$(cloud_ganeti_root) "$STATE_ROOT/testbed/bin/ganeti-down.sh" "$([[ $1 == purge ]] || echo --keep)"
  [[ $1 != purge ]] || place_remove "$STATE" ganeti
}

stop_rabbitmq() {
  [[ ! -s $STATE/rabbitmq/nodes ]] || RMQ_DIR=$STATE/rabbitmq "$STATE_ROOT/testbed/bin/rabbitmq.sh" stop
}

stop_database() {
  [[ ! -d $STATE/postgres ]] || PG_DIR=$STATE/postgres "$STATE_ROOT/testbed/bin/postgres.sh" "$1"
}

main() {
  local wanted=${SYNNEFO_STATE:-$STATE_ROOT/target/run} purge=
  while (($#)); do
    case $1 in
      -h | --help) usage && return ;;
      --purge) purge=purge && shift ;;
      --state) wanted=${2:?--state needs a value} && shift 2 ;;
      *)
        echo "synnefo: down: there is no option '$1'; ./synnefo down --help lists them" >&2
        return 2
        ;;
    esac
  done
  if [[ ! -s $wanted/settings ]]; then
    echo "nothing to stop: there is no cloud in $wanted"
    [[ -z $purge || ! -f $wanted/lock ]] || rm -rf --one-file-system "$wanted"
    return
  fi
  state_open "$wanted"
  state_lock
  step WildFly stop_wildfly
  step vncauthproxy stop_vncauthproxy "${purge:-stop}"
  step eventd stop_eventd "${purge:-stop}"
  step Ganeti stop_ganeti "${purge:-stop}"
  step RabbitMQ stop_rabbitmq
  step database stop_database "${purge:-stop}"
  [[ -z $purge ]] || rm -rf --one-file-system "$STATE"
}
main "$@"
