#!/usr/bin/env bash
# Runs every shell block (```sh) of the documentation, in order, in a state directory of its own:
#
#   docs.sh DIR FILE...        DIR takes the place of target/run in what the documents say
#
# Each block is run by a shell of its own, which prints the commands as the document has them: what
# a variable holds, a password maybe, is not printed. A block may take SYNNEFO_DOCS_SECONDS.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck disable=SC1091
. "$root/testbed/lib/docs.sh"
dir=$(mkdir -p "$1" && cd "$1" && pwd)
shift
cd "$root"
export SYNNEFO_STATE=$dir
running=
finish() {
  [[ -z $running ]] || kill "$running" || echo "docs: the block had ended already" >&2
  "$root/synnefo" down --purge >/dev/null 2>&1 || echo "docs: down failed" >&2
}
trap finish EXIT
rm -rf "$dir.blocks"
mkdir "$dir.blocks"

n=0
for file in "$@"; do docs_blocks "$file" "$(printf '%s/%02d' "$dir.blocks" $((++n)))"; done
shopt -s nullglob
blocks=("$dir.blocks"/*.sh)
((${#blocks[@]})) || { echo "docs: no shell block in $*" >&2; exit 1; }
for block in "${blocks[@]}"; do
  echo "== block ${block##*/}"
  status=0
  # the CLI is Debian's, for Debian's Python; the trap does not hold in what the block sources
  PATH=/usr/bin:$PATH timeout -k 60 "${SYNNEFO_DOCS_SECONDS:-1800}" \
    bash -c "$docs_prelude"$'\n'"$(sed "s|target/run|$dir|g" "$block")" </dev/null &
  running=$!
  wait "$running" || status=$?
  running=
  ((status == 0)) || { echo "docs: block ${block##*/} ended with $status (124: it took too long)" >&2; exit 1; }
done
echo "docs: ${#blocks[@]} blocks ran"
