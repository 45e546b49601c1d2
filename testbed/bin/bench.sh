#!/usr/bin/env bash
# Measures a cloud of its own: see usage. Figures are printed, never asserted.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=testbed/lib/state.sh
. "$here/../lib/state.sh"
# shellcheck source=testbed/lib/build.sh
. "$here/../lib/build.sh"
# shellcheck source=testbed/lib/packages.sh
. "$here/../lib/packages.sh"

usage() {
  cat <<'T'
usage: ./synnefo bench walk|hang|eventd|dispatch|console [OPTIONS]   how fast and how large, beside what is aimed at

  walk           from Ganeti's job file to the API's answer; events a second; start; memory
  hang           what other users notice while many creations wait for a Ganeti that hangs
  eventd         the event daemon alone: latency, a burst, a large archive at start, memory, rest
  dispatch       events into PostgreSQL by one WildFly and by two, beside a bare loop; lag at 100 a
                 second; the rate with 10 times the servers
  console        the VNC proxy alone: how soon a console opens, how fast it flows, beside websockify and
                 a bare connection; memory of up to 2,000 at rest, and of 1,500 more at the gateway;
                 pictures a second of a real server

  --json         the same for programs
  --jobs N       walk: jobs that are watched on their way (default 200)
  --events N     walk, dispatch: events through the bean, and through a bare loop beside it
                 (default 3000, of dispatch 12000)
  --creates N    hang: creations at once (default 100)
  --gets N       hang: the other user's requests at rest (default 2000)
  --burst N      eventd: job files at once (default 10000)
  --archived N   eventd: jobs in the archive at its start (default 50000)
  --setups N     console: consoles that are opened one after the other (default 1000)
  --megabytes N  console: bytes of one stream (default 4000)
  --keep         the cloud goes on running afterwards
  --state DIR    of the cloud (default target/bench)

It brings up a cloud with a simulated Ganeti and PostgreSQL, and removes it in the end. One that is
there already is used and kept; its WildFly is restarted, and servers "bench", "hang" and "copied" stay in it.
eventd needs no more than a broker, console no more than a proxy: they have one of their own and ignore --keep.
T
}

refuse() {
  echo "synnefo: bench: $*" >&2
  exit 2
}

parse() {
  FORMAT=table JOBS=200 EVENTS="" CREATES=100 GETS=2000 BURST=10000 ARCHIVED=50000 SETUPS=1000 MEGABYTES=4000 KEEP="" WHERE=$STATE_ROOT/target/bench
  while (($#)); do
    case $1 in
      -h | --help) usage && exit 0 ;;
      --json) FORMAT=json && shift ;;
      --keep) KEEP=1 && shift ;;
      --jobs | --events | --creates | --gets | --burst | --archived | --setups | --megabytes | --state)
        (($# > 1)) || refuse "$1 needs a value"
        case $1 in
          --state) WHERE=$2 ;;
          *)
            [[ $2 =~ ^[1-9][0-9]{0,5}$ ]] || refuse "$1 is a number from 1 to 999999, not '$2'"
            printf -v "$(tr a-z- A-Z_ <<<"${1#--}")" '%s' "$2"
            ;;
        esac
        shift 2
        ;;
      *) refuse "there is no option '$1'; ./synnefo bench --help lists them" ;;
    esac
  done
}

# A start as an operator's: the application is in the server already.
restart_server() {
  WF_DIR=$WHERE/wildfly1 "$here/wildfly.sh" stop >&2
  WF_DIR=$WHERE/wildfly1 "$here/wildfly.sh" start >&2
}

figures() { # CLASS ARGS...
  java -Xmx256m -cp "$STATE_ROOT/testbed/target/classes:$STATE_ROOT/testbed/target/lib/*" \
    "io.synnefo.testbed.bench.$1" "$WHERE" "${@:2}" "$FORMAT"
}

# The daemon alone, with a broker; whatever is in that place of an earlier run goes first.
eventd() {
  STATE=$WHERE/eventd-bench GANETI=fake
  WHERE=$STATE
  mkdir -p "$STATE"
  export RMQ_DIR=$STATE/rabbitmq
  trap eventd_clean_up EXIT
  eventd_clean_up && mkdir -p "$STATE"
  build_run >&2
  "$here/rabbitmq.sh" start >&2
  figures EventdBench "$STATE_ROOT" "$BURST" "$ARCHIVED"
}

eventd_clean_up() {
  [[ ! -s $RMQ_DIR/nodes ]] || "$here/rabbitmq.sh" stop >&2
  rm -rf --one-file-system "$STATE"
}

# The proxy alone.
console() {
  STATE=$WHERE/console-bench GANETI=fake
  WHERE=$STATE
  export VAP_DIR=$STATE/vncauthproxy VAP_CONSOLES=2100 VAP_LISTEN=127.0.0.1
  trap console_clean_up EXIT
  console_clean_up && mkdir -p "$STATE"
  packages_need "$STATE/apt.log" websockify tigervnc-standalone-server
  build_run >&2
  "$here/vncauthproxy.sh" start >&2
  figures ConsoleBench "$SETUPS" "$MEGABYTES"
}

console_clean_up() {
  "$here/vncauthproxy.sh" purge >&2
  rm -rf --one-file-system "$STATE"
}

clean_up() {
  [[ -z $OURS || -n $KEEP ]] || "$here/down.sh" --purge --state "$WHERE" >&2
}

main() {
  local bench=${1:-}
  case $bench in
    walk | hang | eventd | dispatch | console) shift ;;
    -h | --help) usage && exit 0 ;;
    '') usage >&2 && exit 2 ;;
    --*) refuse "there is no option '$1' before a name; ./synnefo bench --help lists them" ;;
    *) refuse "there is no bench '$bench'; ./synnefo bench --help lists them" ;;
  esac
  parse "$@"
  if [[ $bench == eventd || $bench == console ]]; then
    "$bench"
    return
  fi
  OURS=1
  [[ ! -s $WHERE/settings ]] || OURS=""
  trap clean_up EXIT
  export SYNNEFO_LOG_LEVEL=INFO # an operator's: a line for each event would be measured too
  local -a up=("$here/up.sh" --ganeti fake --db postgresql --state "$WHERE")
  if [[ $bench == dispatch ]]; then
    "${up[@]}" --instances 2 >&2
    figures DispatchBench "$STATE_ROOT" "${EVENTS:-12000}"
    return
  fi
  "${up[@]}" >&2
  restart_server
  case $bench in
    walk) figures WalkBench "$JOBS" "${EVENTS:-3000}" ;;
    hang) figures HangBench "$CREATES" "$GETS" ;;
  esac
}
main "$@"
