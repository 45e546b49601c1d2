#!/usr/bin/env bash
# Writes the golden files anew from what the code does now.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=testbed/lib/goldens.sh
. "$root/testbed/lib/goldens.sh"
modules=(wire eventd ejb-module web-module)
tests=MessageCodecTest,DefinitionsTest,EventMapperTest,SchemaTest,RoutesTest

if (($#)); then
  cat <<'USAGE'
usage: ./synnefo goldens     writes the golden files anew from what the code does now

They are docs/routes.txt, RabbitMQ's definitions, the messages of wire and of eventd's samples (with
where in the job file each value comes from), and the schema on PostgreSQL.
The tests compare them; say in the commit why one changed.
USAGE
  [[ $1 == -h || $1 == --help ]] && exit 0
  echo "synnefo: goldens: there is no option '$1'" >&2
  exit 2
fi
cd "$root"
for module in "${modules[@]}"; do rm -rf "$module/target/goldens"; done
log=$root/target/goldens.log
mkdir -p target
# the comparisons may fail: that is what this is for
mvn -ntp -B -pl "$(IFS=, && echo "${modules[*]}")" -am package -Dtest="$tests" \
  -Dsurefire.failIfNoSpecifiedTests=false -Dmaven.test.failure.ignore \
  -Dspotless.check.skip -Dcheckstyle.skip >"$log" 2>&1 </dev/null ||
  { grep -E '^\[ERROR\]' "$log" | head -20 >&2; echo "goldens: see $log" >&2; exit 1; }
goldens_take "$root" "${modules[@]}"
