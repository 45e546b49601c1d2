# shellcheck shell=bash
# One line for each step, with how long it took. On a terminal the line counts while it runs; elsewhere one that takes
# long says so each minute.
STEP_WIDTH=14
# In fifths of a second.
STEP_FIRST_TOLD=50 STEP_TOLD_EACH=300

# Runs a function of ours as a step: its standard output is the remark at the end of the line, its
# standard error is shown only if it fails. It runs in a process of its own, beside no && or ||,
# so that a failing command inside ends it.
step() { # NAME FUNCTION ARGS...
  local name=$1 began=$EPOCHREALTIME status=0 remark pid tick=0
  shift
  step_show "$name" "..."
  (
    set -e
    exec 2>"$STATE/step.err" 8>&- # what it starts must not hold the lock of the state directory
    "$@" >"$STATE/step.out"
  ) &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    [[ ! -t 1 ]] || step_show "$name" "$(step_seconds "$began") s ..."
    [[ -t 1 ]] || ((++tick % STEP_TOLD_EACH != STEP_FIRST_TOLD)) || step_line "$name" "$began" "goes on ..."
    sleep 0.2
  done
  wait "$pid" || status=$?
  remark=$(tail -n 1 "$STATE/step.out")
  if ((status)); then
    step_line "$name" "$began" "FAILED"
    cat "$STATE/step.out" "$STATE/step.err" >&2
    return "$status"
  fi
  step_line "$name" "$began" "$remark"
}

step_seconds() { # BEGAN
  awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%6.1f", b - a }'
}

step_show() { # NAME TEXT
  [[ ! -t 1 ]] || printf '\r\e[K%-*s %s' "$STEP_WIDTH" "$1" "$2"
}

step_line() { # NAME BEGAN REMARK
  [[ ! -t 1 ]] || printf '\r\e[K'
  printf '%-*s %s s  %s\n' "$STEP_WIDTH" "$1" "$(step_seconds "$2")" "$3"
}
