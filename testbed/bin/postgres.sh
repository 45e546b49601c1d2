#!/usr/bin/env bash
# A private PostgreSQL cluster in PG_DIR, on a free loopback port, without a socket in the file
# system, passwords by SCRAM, with fsync. As root its server runs as the user postgres.
#
#   postgres.sh start     it takes connections; the first time its database synnefo is made
#   postgres.sh stop      gracefully; the data stays
#   postgres.sh kill      without warning (kill -9)
#   postgres.sh sql ...   psql as the owner of the database synnefo
#   postgres.sh env       the connection data, as also kept in PG_DIR/env (0600)
#   postgres.sh purge     nothing of it is left
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../lib/process.sh"
. "$here/../lib/ports.sh"
. "$here/../lib/secrets.sh"
. "$here/../lib/places.sh"
. "$here/../lib/postgres.sh"

main() {
  : "${PG_DIR:?names the state directory of this cluster}"
  mkdir -p "$PG_DIR"
  PG_DIR=$(cd "$PG_DIR" && pwd)
  chmod 711 "$PG_DIR"
  local verb=${1:-}
  case $verb in
    start)
      exec 9>"$PG_DIR/lock"
      flock -w 120 9
      pg_start
      ;;
    stop) pg_stop ;;
    kill) process_kill "$PG_DIR/pid" ;;
    sql) shift && pg_sql "$@" ;;
    env) cat "$PG_DIR/env" ;;
    purge) pg_stop && place_remove "$PG_DIR" data && rm -rf "$PG_DIR" ;;
    *) sed -n '5,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2 && return 2 ;;
  esac
}
main "$@"
