# shellcheck shell=bash
# The operator's requests, with an administrator's token, and their answers for people. Needs
# state.sh, secrets.sh and api.sh; SHOW is table or json, WANTED or URL tell the cloud.

# Prints the answer; the reason on stderr, and 1, when it is refused.
admin_show() { # WHAT METHOD PATH [JSON]
  local answer
  answer=$(admin_call "${@:2}") || return
  "admin_$SHOW" "$1" <<<"$answer"
}

admin_call() { # METHOD PATH [JSON]
  local base=$URL
  if [[ $base ]]; then
    STATE=$(mktemp -d)
    # shellcheck disable=SC2064 # that very directory
    trap "rm -rf '$STATE'" EXIT
    admin_login "$base" || return
  else
    state_open "$WANTED" || exit 2
    # shellcheck disable=SC1091
    base=http://127.0.0.1:$(. "$STATE/wildfly1/env" && echo "$WF_ADMIN_PORT") || return
    api_login "$base" admin || return
  fi
  api_call "$1" "$base$2" "${@:3}"
}

# Another cloud's administrator, as the openstack client would be told of him.
admin_login() { # URL
  local name
  for name in OS_USERNAME OS_PASSWORD OS_PROJECT_NAME; do
    [[ ${!name:-} ]] || api_fail "--url needs $name of an administrator" || return
  done
  jq -n '{auth: {identity: {methods: ["password"], password: {user: {name: env.OS_USERNAME,
      domain: {name: (env.OS_USER_DOMAIN_NAME // "Default")}, password: env.OS_PASSWORD}}},
    scope: {project: {name: env.OS_PROJECT_NAME, domain: {name: (env.OS_PROJECT_DOMAIN_NAME // "Default")}}}}}' |
    api_token "$1" "$OS_USERNAME"
}

admin_json() { # WHAT
  case $1 in
    queues | messages) jq ".$1" ;;
    *) jq . ;;
  esac
}

admin_table() { # WHAT
  case $1 in
    queues)
      jq -r '.queues[] | [.name, .handler // "-", .messages // "missing", .consumers // "-",
        .dead_letters // "missing", .state // "-"] | @tsv' |
        admin_columns QUEUE HANDLER MESSAGES CONSUMERS DEAD-LETTERS STATE
      ;;
    messages)
      jq -r '.messages[] | [.id // "-", .key // "-", .attempts // "-", .reason // "-",
        (.body | gsub("\\s+"; " ") | .[0:120])] | @tsv' | admin_columns ID KEY ATTEMPTS REASON BODY
      ;;
    story)
      jq -r '"\(.instance): \(.server | if . == null then "only its history is left"
        else "\(.id) \(.name), \(.state)\(if .task then ", \(.task) since job \(.task_job_id // "unknown")" else "" end)" end)",
        (["AT", "REQUEST", "JOB", "OPCODE", "STATUS", "RULE", "STATE"],
         (.steps[] | [.at, .request_id // "-", .job_id // "-", .op_code // "-", .status // "-", .rule,
           (if .from == .to then .to else "\(.from)>\(.to)" end)]) | @tsv)' |
        { IFS= read -r first && echo "$first" && admin_columns; }
      ;;
    *) jq -r --arg word "$1" '"\(.[$word]) \($word)"' ;;
  esac
}

# Columns as wide as they must be; fields come separated by tabs and are not empty.
admin_columns() { # [HEADINGS...]
  { ((!$#)) || (IFS=$'\t' && echo "$*"); cat; } | awk -F '\t' '
    { for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > wide[i]) wide[i] = length($i) } last = NF }
    END { for (r = 1; r <= NR; r++) { line = ""; for (i = 1; i <= last; i++) line = line sprintf("%-*s  ", wide[i], cell[r, i])
      sub(/ +$/, "", line); print line } }'
}
