#!/bin/bash
# Tear down what ganeti-up.sh made under GNT_ROOT: its processes, its interfaces, its files. With
# --keep its files stay, and ganeti-up.sh resumes it: to the cluster it was a power failure.
# Knows all three by marks that ganeti-up.sh left, so no other cluster is touched. Repeatable.
set -euo pipefail
R=$(realpath -m "${GNT_ROOT:-${TMPDIR:-/tmp}/gnt}")
[ -s "$R/settings" ] || exit 0
# shellcheck source=/dev/null
GNT_ID=$(. "$R/settings" && echo "$GNT_ID")

is_holder() { grep -qs "$R/bin/holder" "/proc/$1/cmdline"; }

# PID 1 of the namespace takes every daemon and guest along and is reaped last, by unshare
kill_holder() {
  local outer=$1 children
  is_holder "$outer" || return 0
  children=$(cat "/proc/$outer/task/$outer/children")
  # shellcheck disable=SC2086
  kill -9 ${children:-$outer}
  for _ in $(seq 200); do [ -e "/proc/$outer" ] || break; sleep 0.05; done
  if is_holder "$outer"; then echo "ganeti-down: process $outer does not end" >&2; exit 1; fi
}

remove_interfaces() {
  local name
  for name in /sys/class/net/"$GNT_ID"br /sys/class/net/"$GNT_ID"v[1-9]; do
    # a veth vanishes with its namespace, maybe while this looks
    [ "$(cat "$name/ifalias" 2>/dev/null)" = "$R" ] || continue
    name=${name##*/}
    ip link del "$name" 2>/dev/null || [ ! -e "/sys/class/net/$name" ] ||
      echo "ganeti-down: cannot delete $name" >&2
  done
}

[ ! -s "$R/unshare.pid" ] || kill_holder "$(cat "$R/unshare.pid")"
remove_interfaces
rm -f "$R/unshare.pid" "$R/holder.pid"
[ "${1:-}" = --keep ] || rm -rf --one-file-system "$R"
