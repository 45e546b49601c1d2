#!/usr/bin/env bash
# One WildFly instance of ours, in WF_DIR, on loopback.
# VNCAUTHPROXY_CTRL_SOCKET and CYCLADES_VNCAUTHPROXY_OPTS say which VNC proxies there are.
#
#   wildfly.sh prepare         its directory is configured (offline, once); see lib/wildfly.sh
#   wildfly.sh start|stop      it serves; it is gone
#   wildfly.sh kill            without warning (kill -9)
#   wildfly.sh deploy EAR      over the console's HTTP upload, in the place of an older one
#   wildfly.sh undeploy
#   wildfly.sh options         the JVM options that place the instance, one a line
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in process ports secrets wildfly; do
  # shellcheck disable=SC1090
  . "$here/../lib/$part.sh"
done

main() {
  : "${WF_DIR:?names the directory of this instance}"
  umask 077 # the server keeps copies of its configuration, which has a password in it
  mkdir -p "$WF_DIR"
  WF_DIR=$(cd "$WF_DIR" && pwd)
  WF_ROOT=$(cd "$here/../.." && pwd)
  : "${WF_HOME:=$WF_ROOT/server-config/target/server}"
  local verb=${1:-}
  case $verb in
    prepare) wf_prepare ;;
    start)
      wf_prepare # a step of its own: errexit sleeps on the left of an &&
      wf_start
      ;;
    stop) wf_stop ;;
    kill) process_kill "$WF_DIR/pid" ;;
    deploy) wf_load && wf_deploy "$2" ;;
    undeploy) wf_load && wf_undeploy ;;
    options) wf_load && wf_options ;;
    *) sed -n '3,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2 && return 2 ;;
  esac
}
main "$@"
