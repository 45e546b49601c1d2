#!/usr/bin/env bash
# Every suite, or a part; the last line is the sum.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in state build packages reports suites evidence; do
  # shellcheck disable=SC1090
  . "$here/../lib/$part.sh"
done

usage() {
  cat <<'X'
usage: ./synnefo test [--only PART]... [--long [NAME]]

  --only PART    unit, contract, in-container, system, newer-java (where there is one), the name of
                 a test class, or of a test in testbed/lib/system_tests*.sh; may be repeated
  --long [NAME]  the same with the full counts of an issue, hours instead of minutes; its table in
                 docs/evidence.md is of this run then. NAME is walk (the default), eventd, dispatch or console

A suite that takes longer than 40 minutes, or 10 hours with --long, is ended and has failed. Reports
and logs are in target/test. The last line is "N passed, N failed, N skipped".
Exit: 0 all passed; 1 a test failed, or a suite or a test class is missing or has no tests, or a test
was skipped that testbed/skips.txt gives no reason for; 2 wrong usage; 3 this machine lacks something.
X
}

refuse() {
  echo "synnefo: $*" >&2
  exit 2
}

parse() {
  CHOSEN=() LONG=""
  while (($#)); do
    case $1 in
      -h | --help) usage && exit 0 ;;
      --only)
        (($# > 1)) || refuse "--only needs a value"
        CHOSEN+=("$2") && shift 2
        ;;
      --long)
        LONG=walk && shift
        [[ ${1:--} == -* ]] || { LONG=$1 && shift; }
        [[ " ${EVIDENCE_NAMES[*]} " == *" $LONG "* ]] || refuse "--long is one of: ${EVIDENCE_NAMES[*]}; not '$LONG'"
        ;;
      *) refuse "test: there is no option '$1'; ./synnefo test --help lists them" ;;
    esac
  done
  ((${#CHOSEN[@]})) || CHOSEN=("${SUITES[@]}")
}

# Runs one suite, more than once if the counts are full, and adds its figures to the sum. A suite that
# fails as a whole, or ran nothing, counts as one failed test.
run() { # SUITE ARGS...
  local suite=$1 began=$SECONDS status=0 round rounds passed failed skipped name
  shift
  rm -rf "${REPORTS:?}/$suite" "$REPORTS/$suite".*
  mkdir -p "$REPORTS/$suite"
  rounds=$(evidence_rounds "$LONG" "$suite")
  for ((round = 1; round <= rounds; round++)); do
    run_once "$suite" "$round" "$@"
    status=$((status | ENDED))
  done
  [[ $suite != unit || $status != 0 || "$*" == *-pl* ]] || suites_compiled
  read -r passed failed skipped < <(reports_count "$REPORTS/$suite")
  reports_failures "$REPORTS/$suite"
  if ((passed + failed == 0)); then
    echo "  $suite: no test ran; the end of $REPORTS/$suite.log:"
    tail -n 20 "$REPORTS/$suite.log" | sed 's/^/    /'
    failed=1
  elif ((status && failed == 0)); then
    echo "  $suite: exit $status; the end of $REPORTS/$suite.log:"
    reports_log_says "$REPORTS/$suite.log"
    failed=1
  fi
  while read -r name; do
    echo "  skipped without a reason in testbed/skips.txt: $name"
    UNEXPLAINED=1
  done < <(reports_unexplained "$REPORTS/$suite" "$STATE_ROOT/testbed/skips.txt")
  awk -v suite="$suite" -v p="$passed" -v f="$failed" -v s="$skipped" -v t=$((SECONDS - began)) \
    'BEGIN { printf "%-14s %5.1f min  %d passed, %d failed, %d skipped\n", suite, t / 60, p, f, s }'
  evidence_row "$suite" "$passed" "$failed" "$skipped" $((SECONDS - began)) >>"$REPORTS/evidence"
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
}

# One suite, once, within its time; how it ended is in ENDED.
run_once() { # SUITE ROUND ARGS...
  local suite=$1 round=$2 minutes
  shift 2
  minutes=$(suites_minutes "$LONG")
  : >"$REPORTS/$suite.stamp"
  ENDED=0
  suites_run $((minutes * 60)) "$suite" "$@" >>"$REPORTS/$suite.log" 2>&1 || ENDED=$?
  ((ENDED != 124)) || echo "  $suite: ended because it took more than $minutes minutes"
  case $suite in
    unit) reports_collect surefire "$REPORTS/$suite.stamp" "$REPORTS/$suite/$round" ;;
    contract | in-container) reports_collect failsafe "$REPORTS/$suite.stamp" "$REPORTS/$suite/$round" ;;
    newer-java)
      reports_collect failsafe "$REPORTS/$suite.stamp" "$REPORTS/$suite/$round"
      reports_collect surefire "$REPORTS/$suite.stamp" "$REPORTS/$suite/$round"
      ;;
  esac
}

# What README says to work today names its tests: each of them ran, in this very run; and so did each
# test class there is.
# shellcheck disable=SC2016 # the back-quotes are the document's
named() {
  local name
  while read -r name; do
    [[ -n $(find "$REPORTS" -name "TEST-*.$name.xml" -print -quit) ]] ||
      grep -qs "name=\"$name\"" "$REPORTS/system/TEST-system.xml" || {
      echo "  README.md names a test that did not run: $name"
      FAILED=$((FAILED + 1))
    }
  done < <(sed -n 's/^|.*| *\(`.*`\) *|$/\1/p' README.md | tr -d '` ' | tr , '\n')
  while read -r name; do
    echo "  a test class that did not run: $name"
    FAILED=$((FAILED + 1))
  done < <(reports_absent . "$REPORTS")
}

main() {
  parse "$@"
  cd "$STATE_ROOT"
  REPORTS=$STATE_ROOT/target/test PASSED=0 FAILED=0 SKIPPED=0 UNEXPLAINED=0
  mkdir -p "$REPORTS"
  : >"$REPORTS/evidence"
  local -a need=(curl jq openssl iproute2 rabbitmq-server postgresql shellcheck ganeti ganeti-3.0
    qemu-system-x86 socat python3-openstackclient lintian systemd systemd-container logrotate chromium
    gvncviewer vncsnapshot tigervnc-viewer tigervnc-tools tigervnc-standalone-server xvfb xdotool)
  # other packagings of node have it, and no room for Debian's
  command -v npm >/dev/null || need+=(npm)
  packages_need "$REPORTS/apt.log" "${need[@]}"
  local choice found began=$SECONDS
  local -a words
  for choice in "${CHOSEN[@]}"; do
    if [[ " ${SUITES[*]} " == *" $choice "* ]]; then
      words=("$choice")
    else
      found=$(suites_of "$choice") || refuse "there is no suite and no test '$choice'"
      read -r -a words <<<"$found"
    fi
    [[ -z $LONG || ${words[0]} == system ]] || words+=("-Dsynnefo.long=$LONG")
    run "${words[@]}"
  done
  [[ ${CHOSEN[*]} != "${SUITES[*]}" ]] || named
  [[ -z $LONG ]] || evidence_write docs/evidence.md "$LONG" <"$REPORTS/evidence"
  awk -v t=$((SECONDS - began)) 'BEGIN { printf "%-14s %5.1f min\n", "all", t / 60 }'
  echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  ((FAILED == 0 && UNEXPLAINED == 0))
}
main "$@"
