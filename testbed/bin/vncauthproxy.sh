#!/usr/bin/env bash
# One VNC authentication proxy of ours, in VAP_DIR, on loopback, with control and status sockets in the
# file system (below /var/tmp, if VAP_DIR lies too deep for a socket's path).
#
#   vncauthproxy.sh start     it can be asked for consoles; a newer build takes the place of what runs
#   vncauthproxy.sh stop      its consoles end
#   vncauthproxy.sh kill      without warning (kill -9)
#   vncauthproxy.sh ask ...   what it answers to --status, --metrics and the like
#   vncauthproxy.sh env       where it is, as also kept in VAP_DIR/env
#   vncauthproxy.sh purge     nothing of it is left
#
# Read once, at the first start: VAP_TLS=0|1, see lib/vncauthproxy_tls.sh
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in process ports places secrets vncauthproxy vncauthproxy_tls; do
  # shellcheck disable=SC1090
  . "$here/../lib/$part.sh"
done

main() {
  : "${VAP_DIR:?names the directory of this proxy}"
  mkdir -p "$VAP_DIR"
  VAP_DIR=$(cd "$VAP_DIR" && pwd)
  local verb=${1:-}
  case $verb in
    start)
      exec 9>"$VAP_DIR/lock"
      flock -w 120 9
      vap_start
      ;;
    stop) vap_stop ;;
    kill) process_kill "$VAP_DIR/pid" ;;
    ask) shift && vap_ask "$@" ;;
    env) cat "$VAP_DIR/env" ;;
    purge) vap_stop && place_remove "$VAP_DIR" sockets && rm -rf --one-file-system "$VAP_DIR" ;;
    *) sed -n '5,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2 && return 2 ;;
  esac
}
main "$@"
