# shellcheck shell=bash
# What bin/postgres.sh does. Needs process.sh, ports.sh, secrets.sh and places.sh.

pg_fail() { echo "postgres: $*" >&2 && return 1; }

# Prints the directory of Debian's newest server programs.
pg_programs() {
  local -a found
  mapfile -t found < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V)
  [[ -x ${found[-1]}/initdb ]] || pg_fail "PostgreSQL is missing: apt-get install postgresql" || return 3
  echo "${found[-1]}"
}

# Becomes a command of the user whom the data belongs to; the pid stays.
pg_exec() {
  cd /
  [[ $(id -u) == 0 ]] || exec "$@"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"
}

pg_start() {
  if process_alive "$PG_DIR/pid" >/dev/null; then return; fi
  PG_BIN=$(pg_programs)
  PG_DATA=$(place_open "$PG_DIR" data)
  [[ -s $PG_DATA/PG_VERSION ]] || pg_init
  [[ -s $PG_DIR/env ]] || pg_write_env
  # shellcheck disable=SC1091
  . "$PG_DIR/env"
  pg_launch
  pg_await
  [[ -e $PG_DIR/database.done ]] || pg_create_database
}

pg_init() {
  secret_file "$PG_DIR/password.postgres"
  secret_file "$PG_DIR/password.synnefo"
  [[ $(id -u) != 0 ]] || chown postgres: "$PG_DATA"
  # the password goes through a pipe that the right user opens, into no file and no argument
  # shellcheck disable=SC2016
  (pg_exec bash -c '"$1/initdb" -D "$2" -U postgres -A scram-sha-256 --pwfile=<(cat) -E UTF8 --locale=C.UTF-8' \
    - "$PG_BIN" "$PG_DATA") <"$PG_DIR/password.postgres" >"$PG_DIR/initdb.log" 2>&1 ||
    pg_fail "initdb failed, see $PG_DIR/initdb.log"
}

pg_write_env() {
  local port options='connectTimeout=5&socketTimeout=40&tcpKeepAlive=true&logServerErrorDetail=false'
  port=$(ports_free 1)
  secret_write "$PG_DIR/pgpass" <<X
127.0.0.1:$port:*:postgres:$(<"$PG_DIR/password.postgres")
127.0.0.1:$port:*:synnefo:$(<"$PG_DIR/password.synnefo")
X
  secret_write "$PG_DIR/env" <<X
PG_PORT=$port
PG_URL='jdbc:postgresql://127.0.0.1:$port/synnefo?$options'
PG_BATCH_URL='jdbc:postgresql://127.0.0.1:$port/synnefo?currentSchema=batch&$options'
PG_USER=synnefo
PG_PASSWORD_FILE='$PG_DIR/password.synnefo'
PG_DATA='$PG_DATA'
PGPASSFILE='$PG_DIR/pgpass'
X
}

pg_launch() {
  pg_clear_dead
  (pg_exec setsid "$PG_BIN/postgres" -D "$PG_DATA" -c listen_addresses=127.0.0.1 -c port="$PG_PORT" \
    -c unix_socket_directories= -c max_connections=200) \
    </dev/null >"$PG_DIR/postgres.log" 2>&1 9>&- &
  process_record "$PG_DIR/pid" $! || pg_ended
}

# The log goes with the data: what it says last must be in the message.
pg_ended() { pg_fail "ended while starting: $(tail -n 3 "$PG_DIR/postgres.log" | tr '\n' ' ')"; }

pg_await() {
  local tick=0
  until "$PG_BIN/pg_isready" -q -h 127.0.0.1 -p "$PG_PORT"; do
    process_alive "$PG_DIR/pid" >/dev/null || pg_ended || return
    ((tick++ < 600)) || pg_fail "not ready after 30 s, see $PG_DIR/postgres.log" || return
    sleep 0.05
  done
}

# The password of the role is known to the server as a digest only once psql has sent it in a
# statement; log_statement is off, and stdin is no argument.
pg_create_database() {
  PGPASSFILE=$PG_DIR/pgpass psql -qX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$PG_PORT" -U postgres postgres <<X
SELECT 'CREATE ROLE synnefo LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'synnefo') \gexec
ALTER ROLE synnefo PASSWORD '$(<"$PG_DIR/password.synnefo")';
SELECT 'CREATE DATABASE synnefo OWNER synnefo' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'synnefo') \gexec
\connect synnefo
CREATE SCHEMA IF NOT EXISTS batch AUTHORIZATION synnefo;
X
  : >"$PG_DIR/database.done"
}

pg_sql() {
  # shellcheck disable=SC1091
  . "$PG_DIR/env"
  PGPASSFILE=$PG_DIR/pgpass psql -X -h 127.0.0.1 -p "$PG_PORT" -U synnefo synnefo "$@"
}

# INT is PostgreSQL's fast stop: TERM would wait for the clients to go.
pg_stop() { process_stop "$PG_DIR/pid" 30 INT; }

# After kill -9 the children notice and hold the shared memory for a moment longer; and a dead
# postmaster that nobody has reaped yet looks alive to the next one.
pg_clear_dead() {
  local tick=0 file=$PG_DATA/postmaster.pid pid
  [[ -e $file ]] || return 0
  read -r pid <"$file"
  while pg_has_processes; do
    ((tick++ < 200)) || pg_fail "processes in $PG_DATA do not end" || return
    sleep 0.05
  done
  process_start_time "$pid" >/dev/null || rm -f "$file"
}

pg_has_processes() {
  local dir
  for dir in /proc/[0-9]*/cwd; do
    [[ $(readlink "$dir") != "$PG_DATA" ]] || return 0
  done
  return 1
}
