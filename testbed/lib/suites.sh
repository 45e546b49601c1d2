# shellcheck shell=bash
# The suites of ./synnefo test and how their results are counted. Needs packages.sh and, set,
# SUITES_DIR; runs in the root of the checkout.
SUITES_PACKAGES=(rabbitmq-server postgresql ganeti ganeti-3.0 qemu-system-x86 socat jq curl
  iproute2 iputils-arping openssl shellcheck python3-openstackclient)
SUITES_FAILED=()

# What the suites need beside a JDK and Maven is there.
suites_prepare() {
  local began=$SECONDS
  packages_need "$SUITES_DIR/apt.log" "${SUITES_PACKAGES[@]}" || return
  rm -rf "$SUITES_DIR/reports"
  suites_say packages "$began" "all there"
}

suites_say() { # NAME BEGAN REMARK
  printf '%-14s %3d min %02d s  %s\n' "$1" $(((SECONDS - $2) / 60)) $(((SECONDS - $2) % 60)) "$3"
}

# Runs one suite, keeps its reports, prints its line. A suite that breaks, or runs no test, fails.
suites_run() { # SUITE
  local suite=$1 began=$SECONDS log=$SUITES_DIR/$1.log status=0 counts
  rm -rf ./*/target/surefire-reports ./*/target/failsafe-reports
  (set -e; "suite_${suite//-/_}") >"$log" 2>&1 </dev/null || status=$?
  mkdir -p "$SUITES_DIR/reports/$suite"
  find ./*/target/surefire-reports ./*/target/failsafe-reports -name 'TEST-*.xml' \
    -exec cp {} "$SUITES_DIR/reports/$suite/" \; 2>/dev/null
  counts=$(suites_count "$SUITES_DIR/reports/$suite")
  suites_say "$suite" "$began" "$counts"
  if ((status)) || [[ $counts == "0 passed, "* ]]; then
    SUITES_FAILED+=("$suite")
    suites_explain "$suite" "$log"
  fi
}

suites_explain() { # SUITE LOG
  echo "--- $1 failed; the whole of it is in $2"
  { grep -E '^\[ERROR\]|FAIL|^docs: |Caused by' "$2" || tail -n 30 "$2"; } | head -n 40
  echo "---"
}

# Counts the reports below a directory.
suites_count() { # DIR
  find "$1" -name 'TEST-*.xml' -exec grep -hoE '<testsuite [^>]*' {} + | awk '
    function number(name) { return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0 }
    { all += number("tests"); bad += number("errors") + number("failures"); off += number("skipped") }
    END { printf "%d passed, %d failed, %d skipped\n", all - bad - off, bad, off }'
}

suite_unit() {
  shellcheck -x synnefo testbed/bin/*.sh testbed/lib/*.sh .ci/run
  mvn -B -ntp verify -DskipITs
  git diff --exit-code -- THIRD-PARTY.md
}

suites_built=(-B -ntp -DskipUnit=true -Dcheckstyle.skip=true -Dspotless.check.skip=true)

suite_contract() {
  export RMQ_DIR=$SUITES_DIR/rabbitmq
  rm -rf "$RMQ_DIR"
  trap '"$PWD/testbed/bin/rabbitmq.sh" stop || "$PWD/testbed/bin/rabbitmq.sh" kill' EXIT
  testbed/bin/rabbitmq.sh start
  # shellcheck disable=SC1091
  . "$RMQ_DIR/env"
  mvn "${suites_built[@]}" verify -Pbroker -pl eventd,testbed -am "$@" \
    -Dsynnefo.test.amqp.uri="$AMQP_URIS" -Dsynnefo.test.amqp.username="$AMQP_ADMIN_USER" \
    -Dsynnefo.test.amqp.password-file="$AMQP_ADMIN_PASSWORD_FILE" \
    -Dsynnefo.test.broker.script="$PWD/testbed/bin/rabbitmq.sh" -Dsynnefo.test.broker.dir="$RMQ_DIR"
}

suite_in_container() {
  testbed/bin/in-container.sh "$SUITES_DIR/in-container" "$@"
}

# What a newcomer types, on a real Ganeti; the report makes it count among the others.
suite_system() {
  local began=$SECONDS failures=0 reports=testbed/target/failsafe-reports
  SYNNEFO_DEMAND_REAL=1 testbed/bin/docs.sh "$SUITES_DIR/cloud" README.md docs/operator.md docs/developer.md || failures=1
  mkdir -p "$reports"
  cat >"$reports/TEST-documentation.xml" <<X
<testsuite name="documentation" time="$((SECONDS - began))" tests="1" errors="0" skipped="0" failures="$failures">
<testcase classname="documentation" name="everyShellBlockOfTheDocumentationRuns"/></testsuite>
X
  return "$failures"
}

# One test class, found by its name.
suites_one_class() { # NAME
  local file module
  file=$(find . -path '*/src/test/*' -name "$1.java" -print -quit)
  [[ -n $file ]] || { echo "synnefo: test: there is no suite and no test class '$1'" >&2; return 2; }
  module=$(cut -d/ -f2 <<<"$file")
  case $module/$1 in
    ear/*IT) suite_in_container -Dit.test="$1" ;;
    */*IT) suite_contract -Dit.test="$1" -Dfailsafe.failIfNoSpecifiedTests=false ;;
    *) mvn -B -ntp verify -pl "$module" -am -DskipITs -Dtest="$1" -Dsurefire.failIfNoSpecifiedTests=false ;;
  esac
}

# Every test that the table of a document names is a class, and ran.
suites_named_tests_ran() { # FILE
  local name missing=()
  while read -r name; do
    grep -qs 'testcase' "$SUITES_DIR"/reports/*/TEST-*."$name".xml || missing+=("$name")
  done < <(sed -n 's/^|.*| \(`.*\) |$/\1/p' "$1" | grep -oE '`[A-Za-z]+(Test|IT)`' | tr -d '`' | sort -u)
  ((${#missing[@]} == 0)) || {
    echo "$1 names tests that did not run: ${missing[*]}"
    SUITES_FAILED+=(documentation)
  }
}

# A skip is a failure, unless a line of skips.txt begins with its class and name.
suites_unlisted_skips() {
  local report test
  while read -r report; do
    while read -r test; do
      grep -qF "$test " testbed/skips.txt || echo "$test"
    done < <(awk -v RS='<testcase' '/<skipped/ {
      match($0, /classname="[^"]*/); c = substr($0, RSTART + 11, RLENGTH - 11)
      match($0, / name="[^"]*/); n = substr($0, RSTART + 7, RLENGTH - 7); print c "." n }' "$report")
  done < <(grep -lr '<skipped' "$SUITES_DIR/reports" || [[ $? == 1 ]])
}

suites_total() {
  local skips
  skips=$(suites_unlisted_skips)
  [[ -z $skips ]] || { echo "skipped without a reason in testbed/skips.txt: $skips" && SUITES_FAILED+=(skips); }
  ((${#SUITES_FAILED[@]} == 0)) || echo "failed: ${SUITES_FAILED[*]}"
  suites_count "$SUITES_DIR/reports"
  ((${#SUITES_FAILED[@]} == 0))
}
