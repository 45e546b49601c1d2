# shellcheck shell=bash
# Processes by pid AND start time: a number the kernel gave to somebody else is never signalled.
# A record file holds "PID START", START being field 22 of /proc/PID/stat.

# Prints the start time of a live process; fails for a dead one or a zombie.
process_start_time() {
  local stat=""
  # not by $(<...): where there is no such file, bash 5.2 ends a script with errexit by it, whatever stands behind
  { read -r -d '' stat <"/proc/$1/stat" || [[ -n $stat ]]; } 2>/dev/null || return 1
  stat=${stat##*) } # the command name may hold blanks and brackets
  local -a field
  read -r -a field <<<"$stat"
  # A killed leader is a zombie while its other threads still hold ports and files.
  [[ ${field[0]} != [ZX] || ${field[17]} -gt 1 ]] || return 1
  echo "${field[19]}"
}

# Writes the record of a process that the caller has just started.
process_record() { # FILE PID
  local start
  start=$(process_start_time "$2") || return 1
  echo "$2 $start" >"$1.new"
  mv "$1.new" "$1"
}

# Prints the pid if the recorded process is still that very process.
process_alive() { # FILE
  local pid start now
  [[ -s $1 ]] || return 1
  read -r pid start <"$1"
  now=$(process_start_time "$pid") && [[ $now == "$start" ]] && echo "$pid"
}

# The process is gone, by SIGNAL, or by KILL after SECONDS; so is its record.
process_stop() { # FILE [SECONDS [SIGNAL]]
  local file=$1 seconds=${2:-10} pid tick=0
  if pid=$(process_alive "$file"); then
    process_signal "${3:-TERM}" "$pid"
    while process_alive "$file" >/dev/null; do
      if ((tick++ >= seconds * 20)); then
        process_kill "$file"
        break
      fi
      sleep 0.05
    done
  fi
  rm -f "$file"
}

# The process is gone, without a chance to tidy up.
process_kill() { # FILE
  local pid tick=0
  pid=$(process_alive "$1") || return 0
  process_signal KILL "$pid"
  while process_alive "$1" >/dev/null; do
    ((tick++ < 200)) || return 1
    sleep 0.05
  done
}

# It may have ended between the look and the signal: that is what was wanted.
process_signal() { # SIGNAL PID
  kill "-$1" "$2" 2>/dev/null || [[ ! -e /proc/$2 ]]
}
