# shellcheck shell=bash
# The operator's requests, with an administrator's token, and their answers for people. Needs
# state.sh, secrets.sh and api.sh; SHOW is table or json, WANTED or URL tell the cloud.

# Prints the answer; the reason on stderr, and 1, when it is refused.
admin_show() { # WHAT METHOD PATH [JSON]
  local answer
  answer=$(admin_call "${@:2}") || return
  "admin_$SHOW" "$1" <<<"$answer"
  case $1 in
    hops) jq -e .ok <<<"$answer" >/dev/null ;;
    retried) jq -e '.left == 0' <<<"$answer" >/dev/null ;;
  esac
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
    queues | messages | backends) jq ".$1" ;;
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
    backends)
      jq -r '.backends[] | [.name, .status, .cluster // "-", .master // "-", .nodes_in_use // "-", .vcpus // "-",
        (if .memory_total_mib then "\(.memory_free_mib)/\(.memory_total_mib)" else "-" end),
        (if .disk_total_mib then "\(.disk_free_mib)/\(.disk_total_mib)" else "-" end),
        .instances // "-", .told_at // "-", .problem // "-"] | @tsv' |
        admin_columns BACKEND STATUS CLUSTER MASTER NODES VCPUS MEMORY-MIB DISK-MIB INSTANCES TOLD PROBLEM
      ;;
    inbox)
      jq -r '[.horizon, .held_by // "-", .oldest // "-", (if .under_way then "sweeping" else "waiting" end), .begun_at // "-",
        .ended_at // "-", .forgotten, .due_at] | @tsv' | admin_columns HORIZON HELD-BY OLDEST STATE BEGUN ENDED FORGOTTEN NEXT
      ;;
    hops)
      jq -r '.hops[] | [.backend // "-", .hop, .state, (if .micros == null then "-" else .micros / 1000 end),
        (if .detail == "" then "-" else .detail end)] | @tsv' | admin_columns BACKEND HOP STATE MS DETAIL
      ;;
    story)
      jq -r '"\(.instance): \(.server | if . == null then "only its history is left"
        else "\(.id) \(.name), \(.state)\(if .task then ", \(.task) since job \(.task_job_id // "unknown")" else "" end)" end)",
        (if .server then "flavor \(.server.flavor_id); " else "" end) + (.shape | if . == null or .vcpus == 0 then "not looked at in Ganeti"
        else "\(.vcpus) vcpus, \(.ram_mib) MiB; disks \([.disks[].size_mib] | tostring); nics \([.nics[]
          | "\(.mac) \(.ip // "-") \(.network // .link // "-")"] | tostring); tags \(.tags | tostring); hvparams \(.hvparams | tostring)" end)
          + (if .older then "; earlier steps are not shown" else "" end),
        (["AT", "REQUEST", "USER", "JOB", "OPCODE", "STATUS", "RULE", "STATE"],
         (.steps[] | [.at, .request_id // "-", .user_id // "-", .job_id // "-", .op_code // "-", .status // "-", .rule,
           (if .from == .to then .to else "\(.from)>\(.to)" end)]) | @tsv)' |
        { IFS= read -r first && IFS= read -r second && printf '%s\n%s\n' "$first" "$second" && admin_columns; }
      ;;
    retried) jq -r '"\(.retried) retried" + (if .left > 0 then ", \(.left) left" else "" end)' ;;
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
