#!/usr/bin/env bash
# Runs every shell block (```sh) of the documentation, in order, in a state directory of its own:
#
#   docs.sh DIR FILE...        DIR takes the place of target/run in what the documents say
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
dir=$(mkdir -p "$1" && cd "$1" && pwd)
shift
script=$dir.blocks
export SYNNEFO_STATE=$dir
trap '"$root/synnefo" down --purge >/dev/null 2>&1 || echo "docs: down failed" >&2' EXIT

{
  echo 'set -euo pipefail'
  for file in "$@"; do
    echo "echo; echo '== $file'"
    awk '/^```sh$/ {take = 1; next} /^```/ {take = 0} take {print}' "$root/$file" | sed "s|target/run|$dir|g"
  done
} >"$script"
blocks=$( (cd "$root" && cat "$@") | grep -c '^```sh$')
[[ $blocks != 0 ]] || { echo "docs: no shell block in $*" >&2; exit 1; }
cd "$root"
# the CLI is Debian's, for Debian's Python
PATH=/usr/bin:$PATH bash -x "$script"
echo "docs: $blocks blocks ran"
