#!/usr/bin/env bash
# Every test suite, or a part of them: see usage. Ends with the count over all that ran.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
for part in packages suites; do
  # shellcheck disable=SC1090
  . "$here/../lib/$part.sh"
done

usage() {
  cat <<'X'
usage: ./synnefo test [--only SUITE]     builds, runs the tests, ends with "N passed, N failed, N skipped"

  --only SUITE    unit, contract, in-container, system, or the name of one test class

A real Ganeti is demanded: where it cannot run, that is a failure and says what is missing.
Exit: 0 all passed; 1 a test failed, a suite is missing or ran no test, or a skip is not in
testbed/skips.txt; 2 wrong options.
X
}

main() {
  local only=
  while (($#)); do
    case $1 in
      -h | --help) usage && return ;;
      --only) only=${2:?--only needs a value} && shift 2 ;;
      *)
        echo "synnefo: test: there is no option '$1'; ./synnefo test --help lists them" >&2
        return 2
        ;;
    esac
  done
  cd "$root"
  SUITES_DIR=$root/target/test
  mkdir -p "$SUITES_DIR"
  local -a wanted=(unit contract in-container system)
  case $only in
    '') ;;
    unit | contract | in-container | system) wanted=("$only") ;;
    *) suites_one_class "$only" && return ;;
  esac
  suites_prepare || return
  local suite
  for suite in "${wanted[@]}"; do suites_run "$suite"; done
  [[ -n $only ]] || suites_named_tests_ran README.md
  suites_total
}
main "$@"
