#!/usr/bin/env bash
# What the package-lock.json of LOCKS pins is in DIR/node_modules, byte for byte: npm refuses what has
# another hash. At once when it is there already; without a network where npm's cache has it.
set -euo pipefail
(($# == 2)) || { echo "usage: npm.sh LOCKS DIR" >&2; exit 2; }
locks=$1 dir=$2
mkdir -p "$dir"
exec 8>"$dir.lock"
flock -w 600 8
! cmp -s "$locks/package-lock.json" "$dir/installed-lock.json" || exit 0
command -v npm >/dev/null || {
  echo "npm is missing, by which the build gets what $locks/package.json names: apt-get install --no-install-recommends npm" >&2
  exit 3
}
rm -rf "$dir/node_modules" "$dir/installed-lock.json"
cp "$locks/package.json" "$locks/package-lock.json" "$dir/"
(cd "$dir" && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --no-update-notifier --loglevel=error </dev/null 8>&-) || {
  echo "npm could not install what $locks/package-lock.json pins; without a network its cache must have it ($(npm config get cache))" >&2
  exit 1
}
cp "$locks/package-lock.json" "$dir/installed-lock.json"
