# shellcheck shell=bash
# What the long runs found: docs/evidence.md has one table a name, that of its last run.
# shellcheck disable=SC2034 # bin/test.sh reads it
EVIDENCE_NAMES=(walk eventd dispatch console)

# How often a suite runs in a row with --long NAME; one of faults finds more the more often it runs.
evidence_rounds() { # NAME SUITE
  case $1:$2 in
    walk:contract | walk:in-container) echo 5 ;;
    *) echo 1 ;;
  esac
}

# Prints the row of a suite that has just ended.
evidence_row() { # SUITE PASSED FAILED SKIPPED SECONDS
  awk -v suite="$1" -v counts="$2 | $3 | $4" -v seconds="$5" -v date="$(date -u '+%F %H:%M')" \
    -v commit="$(git describe --always --dirty)" -v load="$(cut -d' ' -f1-3 /proc/loadavg)" \
    'BEGIN { printf "| %s | %s | %s | %s | %.1f | %s |\n", suite, date, commit, counts, seconds / 60, load }'
}

# The file has these rows under that name, in the place of those of an earlier run.
evidence_write() { # FILE NAME <ROWS
  local rows
  rows=$(cat)
  # shellcheck disable=SC2016 # the back-quotes are the document's
  [[ -s $1 ]] || printf '# Long runs\n\nWritten by `./synnefo test --long NAME`; each table is of the last run of that name.\n' >"$1"
  {
    awk -v heading="## $2" '/^## / { skip = $0 == heading } !skip' "$1" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
    printf '\n## %s\n\n| suite | ended (UTC) | commit | passed | failed | skipped | minutes | load |\n|---|---|---|---|---|---|---|---|\n%s\n' \
      "$2" "$rows"
  } >"$1.new"
  mv "$1.new" "$1"
}
