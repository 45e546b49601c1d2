#!/usr/bin/env bash
# The operator's tools: what they do is done by the application, below /admin of its own listener.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in state secrets api admin; do
  # shellcheck disable=SC1090
  . "$here/../lib/$part.sh"
done

usage() {
  cat <<'X'
usage: ./synnefo admin queue list
       ./synnefo admin queue inspect QUEUE [--limit N]     its first messages (10, up to 200), which stay in it
       ./synnefo admin queue retry QUEUE --id ID | --all   its dead letters are handled again
       ./synnefo admin queue purge QUEUE --yes             its messages are gone
       ./synnefo admin backend list                        the clusters, and what each told of itself
       ./synnefo admin inbox status                        how far back events are known, and the last sweep
       ./synnefo admin inbox sweep                         forgets older ones now; it is done daily by itself
       ./synnefo admin status-check [--timeout SECONDS]    a question through every cluster, its daemon, the
                                                           broker and the dispatcher: what works, how fast
                                                           (20, 1 to 45)
       ./synnefo admin explain SERVER                      why it is as it is: request, job, rule, state

QUEUE is a queue of the list, or its dead-letter queue: QUEUE-dl. SERVER is a server's id, or its instance's
name in Ganeti.

  --json         JSON instead of a table
  --state DIR    the cloud that up made (default $SYNNEFO_STATE, else target/run)
  --url URL      another cloud's operators' listener, such as http://127.0.0.1:8079; the user is that of
                 OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME, OS_USER_DOMAIN_NAME and OS_PROJECT_DOMAIN_NAME

Exit: 0 done, 1 refused or failed (a status check: not everything works; a retry: some are left), 2 wrong usage
or no cloud.
X
}

refuse() {
  echo "synnefo: admin: $*; ./synnefo admin --help tells more" >&2
  exit 2
}

# shellcheck disable=SC2034 # lib/admin.sh reads them
parse() {
  WORDS=() SHOW=table WANTED=${SYNNEFO_STATE:-$STATE_ROOT/target/run} URL="" LIMIT=10 TIMEOUT=20 ID="" ALL="" YES="" GIVEN=()
  while (($#)); do
    case $1 in
      -h | --help) usage && exit 0 ;;
      --json) SHOW=json && shift ;;
      --all) ALL=yes GIVEN+=("$1") && shift ;;
      --yes) YES=yes GIVEN+=("$1") && shift ;;
      --state | --url | --limit | --timeout | --id)
        (($# > 1)) || refuse "$1 needs a value"
        value "$1" "$2"
        shift 2
        ;;
      -*) refuse "there is no option '$1'" ;;
      *) WORDS+=("$1") && shift ;;
    esac
  done
}

# shellcheck disable=SC2034 # likewise
value() { # OPTION VALUE
  case $1 in
    --state) WANTED=$2 ;;
    --url) URL=${2%/} ;;
    --limit) LIMIT=$2 GIVEN+=("$1") ;;
    --timeout) TIMEOUT=$2 GIVEN+=("$1") ;;
    --id) ID=$2 GIVEN+=("$1") ;;
  esac
}

# An option of another command is a mistake: to purge one message, say.
takes() { # OPTIONS...
  local option
  for option in "${GIVEN[@]}"; do
    [[ " $* " == *" $option "* ]] || refuse "'${WORDS[*]:0:2}' takes no $option"
  done
}

number() { # OPTION VALUE MOST
  [[ $2 =~ ^[0-9]{1,9}$ ]] || refuse "$1 '$2' is no number"
  ((10#$2 >= 1 && 10#$2 <= $3)) || refuse "$1 is from 1 to $3"
}

# One queue's name, fit for an address.
queue() {
  ((${#WORDS[@]} == 3)) || refuse "'${WORDS[*]:0:2}' needs the name of one queue"
  [[ ${WORDS[2]} =~ ^[A-Za-z0-9._-]+$ ]] || refuse "'${WORDS[2]}' is no name of a queue"
  QUEUE=${WORDS[2]}
}

main() {
  parse "$@"
  case "${WORDS[*]:0:2}" in
    'queue list')
      ((${#WORDS[@]} == 2)) || refuse "'queue list' takes no name"
      takes
      admin_show queues GET /admin/queues
      ;;
    'queue inspect')
      queue
      takes --limit
      number --limit "$LIMIT" 200
      admin_show messages GET "/admin/queues/$QUEUE/messages?limit=$LIMIT"
      ;;
    'queue retry')
      queue
      takes --id --all
      [[ -n $ID$ALL && ! ($ID && $ALL) ]] || refuse "'queue retry' needs either --id ID or --all"
      admin_show retried POST "/admin/queues/$QUEUE/retry" \
        "$(jq -n --arg id "$ID" 'if $id == "" then {all: true} else {id: $id} end')"
      ;;
    'queue purge')
      queue
      takes --yes
      [[ $YES ]] || refuse "'queue purge' needs --yes: what is purged is lost"
      admin_show purged DELETE "/admin/queues/$QUEUE/messages"
      ;;
    'backend list')
      ((${#WORDS[@]} == 2)) || refuse "'backend list' takes no name"
      takes
      admin_show backends GET /admin/backends
      ;;
    'inbox status' | 'inbox sweep')
      ((${#WORDS[@]} == 2)) || refuse "'${WORDS[*]:0:2}' takes no name"
      takes
      if [[ ${WORDS[1]} == status ]]; then admin_show inbox GET /admin/inbox; else admin_show inbox POST /admin/inbox/sweep; fi
      ;;
    status-check | 'status-check '*)
      ((${#WORDS[@]} == 1)) || refuse "'status-check' takes no name"
      takes --timeout
      number --timeout "$TIMEOUT" 45
      admin_show hops POST "/admin/status-check?timeout=$TIMEOUT"
      ;;
    explain | 'explain '*)
      ((${#WORDS[@]} == 2)) || refuse "'explain' needs one server"
      takes
      [[ ${WORDS[1]} =~ ^[A-Za-z0-9-]+$ ]] || refuse "'${WORDS[1]}' is no id and no instance's name"
      admin_show story GET "/admin/servers/${WORDS[1]}/story"
      ;;
    '') usage >&2 && exit 2 ;;
    queue) refuse "'queue' needs list, inspect, retry or purge" ;;
    backend) refuse "'backend' needs list" ;;
    inbox) refuse "'inbox' needs status or sweep" ;;
    *) refuse "there is no '${WORDS[*]:0:2}'" ;;
  esac
}
main "$@"
