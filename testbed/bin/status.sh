#!/usr/bin/env bash
# What became of the parts that up started.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in state process ports places cloud; do
  # shellcheck disable=SC1090
  . "$here/../lib/$part.sh"
done

usage() {
  cat <<'X'
usage: ./synnefo status [--json] [--state DIR]     each part with its port, process, log and health

  --json         the same as JSON: name, state, health, pid, port, log, data; of a WildFly
                 also admin_port, the operators' listener, and management_port
  --state DIR    as given to up (default $SYNNEFO_STATE, else target/run)

Exit: 0 every part runs and is well, 1 some part is not, 2 there is no cloud.
X
}

# One line a part, fields separated by tabs: NAME PID PORT LOG DATA HEALTH [ADMIN_PORT MANAGEMENT_PORT]
parts() {
  part_rabbitmq
  [[ $DB == h2 ]] || part_postgres
  if [[ $GANETI == real ]]; then part_ganeti; else part_ganeti_fake; fi
  local dir
  for dir in "$STATE"/eventd*/; do [[ ! -d $dir ]] || part_eventd "${dir%/}"; done
  for dir in "$STATE"/vncauthproxy*/; do [[ ! -d $dir ]] || part_vncauthproxy "${dir%/}"; done
  for dir in "$STATE"/wildfly*/; do [[ ! -d $dir ]] || part_wildfly "${dir%/}"; done
}

part() { # NAME PID PORT LOG DATA HEALTH [ADMIN_PORT MANAGEMENT_PORT]
  local IFS=$'\t'
  echo "$*"
}

pid_of() { process_alive "$1" || echo -; }

health_of_port() { port_open "${2:-127.0.0.1}" "$1" && echo ok || echo "does not answer"; }

part_rabbitmq() {
  local -a RMQ_AMQP=()
  local dir=$STATE/rabbitmq/node1
  # shellcheck disable=SC1091
  [[ ! -s $STATE/rabbitmq/nodes ]] || . "$STATE/rabbitmq/nodes"
  part rabbitmq "$(pid_of "$dir/beam.pid")" "${RMQ_AMQP[1]:--}" "$dir/log/rabbit1@localhost.log" "$dir/mnesia" \
    "$(health_of_port "${RMQ_AMQP[1]:-0}")"
}

part_postgres() {
  local PG_PORT=0 PG_DATA=-
  # shellcheck disable=SC1091
  [[ ! -s $STATE/postgres/env ]] || . "$STATE/postgres/env"
  part postgresql "$(pid_of "$STATE/postgres/pid")" "$PG_PORT" "$STATE/postgres/postgres.log" "$PG_DATA" \
    "$(health_of_port "$PG_PORT")"
}

part_ganeti() {
  local root pid=- GNT_RAPI="" host
  root=$(cloud_ganeti_root)
  # shellcheck disable=SC1091
  [[ ! -s $root/env ]] || . "$root/env"
  [[ ! -s $root/unshare.pid ]] || ! process_start_time "$(<"$root/unshare.pid")" >/dev/null || pid=$(<"$root/unshare.pid")
  host=${GNT_RAPI#https://}
  part ganeti "$pid" 5080 "$root/nodes/node1.gnt.test/var/log/ganeti" "$root" "$(health_of_port 5080 "${host%:*}")"
}

part_ganeti_fake() {
  local dir=$STATE/ganeti-fake GNT_RAPI=:0
  # shellcheck disable=SC1091
  [[ ! -s $dir/env ]] || . "$dir/env"
  part ganeti-fake "$(pid_of "$dir/pid")" "${GNT_RAPI##*:}" "$dir/log" "$dir" "$(health_of_port "${GNT_RAPI##*:}")"
}

# Health by what a program of ours says that is asked.
health_told() { # PID_FILE COMMAND...
  local health="does not run"
  ! process_alive "$1" >/dev/null ||
    health=$("${@:2}" --status --json 2>/dev/null | jq -r 'if .healthy then "ok" else .problems[0] end') ||
    [[ $health ]] || health="does not answer"
  echo "$health"
}

part_eventd() { # DIR
  part "${1##*/}" "$(pid_of "$1/pid")" - "$1/log" "$1/state" \
    "$(health_told "$1/pid" java -jar "$1/eventd.jar" -c "$1/eventd.properties")"
}

part_vncauthproxy() { # DIR
  local VNCAUTHPROXY_METRICS_PORT=-
  # shellcheck disable=SC1091
  [[ ! -s $1/env ]] || . "$1/env"
  part "${1##*/}" "$(pid_of "$1/pid")" "$VNCAUTHPROXY_METRICS_PORT" "$1/log" "$1" \
    "$(VAP_DIR=$1 health_told "$1/pid" "$STATE_ROOT/testbed/bin/vncauthproxy.sh" ask)"
}

part_wildfly() { # DIR
  local WF_HTTP_PORT=0 WF_ADMIN_PORT=0 WF_MANAGEMENT_PORT=0 health
  # shellcheck disable=SC1091
  [[ ! -s $1/env ]] || . "$1/env"
  health=$(curl -s -m 5 "http://127.0.0.1:$WF_MANAGEMENT_PORT/health/ready" |
    jq -r 'if .status == "UP" then "ok" else [.checks[] | select(.status != "UP") | .name] | join(", ") end' 2>/dev/null) ||
    health="does not answer"
  part "${1##*/}" "$(pid_of "$1/pid")" "$WF_HTTP_PORT" "$1/standalone/log/server.log" "$1/standalone/data" "${health:-does not answer}" \
    "$WF_ADMIN_PORT" "$WF_MANAGEMENT_PORT"
}

as_json() {
  jq -R 'split("\t") | {name: .[0], state: (if .[1] == "-" then "down" else "up" end), health: .[5],
    pid: (.[1] | tonumber? // null), port: (.[2] | tonumber? // null), log: .[3], data: .[4]}
    + if .[6] then {admin_port: (.[6] | tonumber), management_port: (.[7] | tonumber)} else {} end' | jq -s '{parts: .}'
}

as_table() {
  local name pid port log data health admin management
  printf '%-13s %-5s %-8s %-6s %-16s %s\n' PART STATE PID PORT HEALTH "LOG / DATA"
  while IFS=$'\t' read -r name pid port log data health admin management; do
    printf '%-13s %-5s %-8s %-6s %-16s %s\n' "$name" "$([[ $pid == - ]] && echo down || echo up)" "$pid" "$port" "$health" "$log"
    printf '%53s%s\n' "" "$data"
    [[ -z $admin ]] || printf '%53soperators at port %s, management at %s\n' "" "$admin" "$management"
  done
}

main() {
  local wanted=${SYNNEFO_STATE:-$STATE_ROOT/target/run} show=as_table lines
  while (($#)); do
    case $1 in
      -h | --help) usage && return ;;
      --json) show=as_json && shift ;;
      --state) wanted=${2:?--state needs a value} && shift 2 ;;
      *)
        echo "synnefo: status: there is no option '$1'; ./synnefo status --help lists them" >&2
        return 2
        ;;
    esac
  done
  state_open "$wanted"
  lines=$(parts)
  "$show" <<<"$lines"
  awk -F '\t' '$6 != "ok" { bad = 1 } END { exit bad }' <<<"$lines"
}
main "$@"
