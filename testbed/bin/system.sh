#!/usr/bin/env bash
# The system tests: a cloud of its own by ./synnefo up with a real Ganeti, driven as a user drives it.
#
#   system.sh [NAME...]     all tests of lib/system_tests*.sh in their order, or those named in the order given
#
# SYSTEM_REPORTS names the directory of the report.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tests=(system_tests system_tests_servers system_tests_admin system_tests_console system_tests_proxies system_tests_cloud system_tests_packages system_tests_deb system_tests_deb_node system_tests_deb_proxy) # in this order
for part in state process ports "${tests[@]}"; do
  # shellcheck disable=SC1090
  . "$here/../lib/$part.sh"
done

# One test in a process of its own; a command that fails ends it, and fails it.
system_run() { # NAME
  local pid status=0 began=$EPOCHREALTIME output=$SYSTEM_REPORTS/$1.log
  (
    set -eE
    trap 'echo "failed: line $LINENO of ${BASH_SOURCE[0]##*/}: $BASH_COMMAND"' ERR
    "test_$1"
  ) >"$output" 2>&1 </dev/null &
  pid=$!
  wait "$pid" || status=$?
  awk -v a="$began" -v b="$EPOCHREALTIME" -v name="$1" \
    'BEGIN { printf "  <testcase classname=\"system\" name=\"%s\" time=\"%.1f\">", name, b - a }' >>"$SYSTEM_XML"
  if ((status)); then
    FAILED=1
    { echo '<failure><![CDATA[' && tail -n 30 "$output" | sed 's/]]>/]] >/g' && echo ']]></failure>'; } >>"$SYSTEM_XML"
  fi
  echo '</testcase>' >>"$SYSTEM_XML"
  echo "$1: $( ((status)) && echo FAILED || echo ok)"
}

main() {
  : "${SYSTEM_REPORTS:?names the directory of the report}"
  mkdir -p "$SYSTEM_REPORTS"
  SYSTEM_XML=$SYSTEM_REPORTS/TEST-system.xml FAILED=0
  # closed to other users, as Debian's /root is
  SYSTEM_STATE=$SYSTEM_REPORTS/closed/run
  mkdir -m 700 "$SYSTEM_REPORTS/closed"
  echo '<testsuite name="system">' >"$SYSTEM_XML"
  trap '"$STATE_ROOT/synnefo" down --purge --state "$SYSTEM_STATE"' EXIT
  local name
  local -a names
  mapfile -t names < <(cd "$here/../lib" && sed -n 's/^test_\([a-zA-Z]*\)().*/\1/p' "${tests[@]/%/.sh}")
  if (($#)); then names=(upMakesACloudWithItsFirstServer "$@"); fi
  for name in "${names[@]}"; do system_run "$name"; done
  echo '</testsuite>' >>"$SYSTEM_XML"
  return "$FAILED"
}
main "$@"
