#!/usr/bin/env bash
# A running cloud on this machine: see usage. Each part is a step; what runs already is left alone.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in state steps process ports secrets places packages build cloud application credentials api first_server; do
  # shellcheck disable=SC1090
  . "$here/../lib/$part.sh"
done

usage() {
  cat <<'X'
usage: ./synnefo up [OPTIONS]     a running cloud, and a first server ACTIVE in it

  --db h2|postgresql     the database (default h2, inside the server, for one instance)
  --instances N          WildFly instances, 1 to 4 (default 1; more imply --db postgresql)
  --ganeti real|fake     real: Debian's Ganeti 3.0, needs root (default: real if possible, else fake)
  --listen ADDRESS       IPv4 address where the APIs and the gateway for consoles listen (default
                         127.0.0.1; 0.0.0.0 is all of this machine's; all else stays on loopback)
  --prefix PREFIX        of instance names and queues (default snf)
  --state DIR            where everything of this cloud lies (default $SYNNEFO_STATE, else target/run)

It can be repeated: what runs is left alone, what is missing is started, a newer build is deployed.

Environment: SYNNEFO_GANETI_NODES is how many nodes a real Ganeti is made of, 1 to 9 (default 1). With
SYNNEFO_DEMAND_REAL set, a real Ganeti that cannot be had is an error, as with --ganeti real.

Exit: 0 it runs, 2 wrong usage, 3 this machine lacks something (which is named, and how to get it),
any other a step failed (its reason is shown).
X
}

parse() {
  OPT_STATE=${SYNNEFO_STATE:-$STATE_ROOT/target/run}
  while (($#)); do
    case $1 in
      -h | --help) usage && exit 0 ;;
      --db | --instances | --ganeti | --listen | --prefix | --state)
        (($# > 1)) || refuse "$1 needs a value"
        printf -v "OPT_$(tr a-z- A-Z_ <<<"${1#--}")" '%s' "$2"
        shift 2
        ;;
      *) refuse "up: there is no option '$1'; ./synnefo up --help lists them" ;;
    esac
  done
  [[ ${OPT_DB:=} =~ ^(|h2|postgresql)$ ]] || refuse "--db is h2 or postgresql, not '$OPT_DB'"
  [[ ${OPT_INSTANCES:=} =~ ^[1-4]?$ ]] || refuse "--instances is 1 to 4, not '$OPT_INSTANCES'"
  [[ ${OPT_GANETI:=} =~ ^(|real|fake)$ ]] || refuse "--ganeti is real or fake, not '$OPT_GANETI'"
  local byte='(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
  [[ ${OPT_LISTEN:=} =~ ^($byte(\.$byte){3})?$ ]] ||
    refuse "--listen is an IPv4 address such as 127.0.0.1, not '$OPT_LISTEN'"
  [[ ${OPT_PREFIX:=} =~ ^([a-z][a-z0-9]{0,9})?$ ]] ||
    refuse "--prefix is a lower-case letter and up to 9 letters or digits, not '$OPT_PREFIX'"
}

refuse() {
  echo "synnefo: $*" >&2
  exit 2
}

report() {
  echo
  sed -n 's/^name=/Server     /p; s/^status=/State      /p' "$STATE/first-server"
  sed -n 's/^hop=[a-z]* \([^ ]*\) \(.*\)/           \1 s  \2/p' "$STATE/first-server"
  echo "APIs       $(credentials_url 1)/identity/v3 (catalog there)"
  echo "Log in     . $STATE/openrc (an admin)   . $STATE/demo-openrc (a user)   $STATE/clouds.yaml"
  echo "Console    as admin, password in $STATE/wildfly1/admin-password"
  echo "Parts      ./synnefo status$([[ $STATE == "$STATE_ROOT/target/run" ]] || echo " --state $STATE")"
}

main() {
  parse "$@"
  state_make "$OPT_STATE"
  state_lock
  state_settle
  [[ -s $STATE/settings ]] || state_choose_network
  step packages cloud_packages
  # the tests fall back on nothing
  [[ $GANETI != auto || -z ${SYNNEFO_DEMAND_REAL:-} ]] || GANETI=real
  if [[ $GANETI == auto ]]; then
    GANETI=fake
    ! cloud_real_ganeti || GANETI=real
  fi
  state_save
  step build build_run
  step RabbitMQ cloud_rabbitmq
  step database cloud_database
  step Ganeti cloud_ganeti
  step eventd app_eventd
  step vncauthproxy app_vncauthproxy
  step seed credentials_seed
  local n
  for ((n = 1; n <= INSTANCES; n++)); do
    step "WildFly $n" app_wildfly "$n"
    step "EAR $n" app_deploy "$n"
  done
  step credentials credentials_files
  step "first server" first_server
  report
}
main "$@"
