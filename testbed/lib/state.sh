# shellcheck shell=bash
# The state directory of one cloud, and the settings that were chosen when it was made.
# shellcheck disable=SC2034 # the other parts read it
STATE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

state_fail() {
  echo "synnefo: $*" >&2
  return 2
}

# The directory exists; only its owner lists it, but others may pass through to what is theirs.
state_make() { # DIR
  mkdir -p "$1"
  STATE=$(cd "$1" && pwd)
  chmod 711 "$STATE"
  [[ $STATE =~ ^/[A-Za-z0-9._/-]+$ ]] ||
    state_fail "--state $STATE: letters, digits, '.', '_' and '-' only" || return
}

state_open() { # DIR
  [[ -s $1/settings ]] || state_fail "there is no cloud in $1" || return
  STATE=$(cd "$1" && pwd)
  state_load
}

# shellcheck disable=SC1091
state_load() {
  . "$STATE/settings"
}

# One up or down at a time in a state directory. Children must not inherit the lock: 8>&-
state_lock() {
  exec 8>"$STATE/lock"
  flock -w 600 8 || state_fail "another command is busy with $STATE"
}

# The settings are those of the command line where it says something, else those of last time, else
# the defaults. What cannot be changed afterwards is refused.
state_settle() { # options: OPT_DB OPT_INSTANCES OPT_GANETI OPT_LISTEN OPT_PREFIX
  if [[ -s $STATE/settings ]]; then
    state_load
    state_same --db "$DB" "${OPT_DB:-}"
    state_same --instances "$INSTANCES" "${OPT_INSTANCES:-}"
    state_same --ganeti "$GANETI" "${OPT_GANETI:-}"
    state_same --listen "$LISTEN" "${OPT_LISTEN:-}"
    state_same --prefix "$PREFIX" "${OPT_PREFIX:-}"
    return
  fi
  INSTANCES=${OPT_INSTANCES:-1} LISTEN=${OPT_LISTEN:-127.0.0.1} PREFIX=${OPT_PREFIX:-snf}
  GANETI=${OPT_GANETI:-auto} DB=${OPT_DB:-h2}
  if ((INSTANCES > 1)); then
    [[ ${OPT_DB:-postgresql} == postgresql ]] ||
      state_fail "--instances $INSTANCES needs --db postgresql: H2 serves one" || return
    DB=postgresql
  fi
}

state_same() { # OPTION BEFORE NOW
  [[ -z $3 || $3 == "$2" ]] ||
    state_fail "$1 was $2 when $STATE was made; ./synnefo down --purge --state $STATE first"
}

state_save() {
  local name
  for name in DB INSTANCES GANETI LISTEN PREFIX NET_ID NET_PREFIX; do
    echo "$name=${!name}"
  done >"$STATE/settings.new"
  mv "$STATE/settings.new" "$STATE/settings"
}

# Names and addresses for a Ganeti of our own that nothing on this machine uses.
state_choose_network() {
  local tries=0
  printf -v NET_ID 's%07x' $((SRANDOM % 0x10000000)) # s1234567br: 10 of the 15 characters allowed
  NET_PREFIX=10.0.0
  command -v ip >/dev/null || return 0
  while ((tries++ < 500)); do
    NET_PREFIX=10.$((64 + SRANDOM % 190)).$((SRANDOM % 256))
    ! state_network_used "$NET_PREFIX.0/24" || continue
    return 0
  done
  state_fail "no free network 10.x.y.0/24 found in 'ip route'"
}

# True when a route other than the default leads to the network or to a part of it.
state_network_used() { # NETWORK
  { ip -4 route show to match "$1" && ip -4 route show to root "$1"; } | grep -qv '^default'
}
