#!/usr/bin/env bash
# Formats the Java sources of every module, or of those named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [[ ${1:-} == -* ]]; then
  echo "usage: ./synnefo fmt [MODULE...]"
  [[ $1 == -h || $1 == --help ]] || exit 2
  exit 0
fi
declare -a only=()
[[ $# == 0 ]] || only=(-pl "$(IFS=, && echo "$*")")
exec mvn -q -ntp spotless:apply "${only[@]}"
