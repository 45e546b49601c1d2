# shellcheck shell=bash
# The first server of a cloud, asked for as any user would; and how long each hop took. Needs api.sh.

first_server() {
  local url compute image
  cloud_ganeti_env
  url=$(credentials_url 1)
  api_await "$url" 30
  # a Ganeti that was made anew knows nothing of the server of last time
  if [[ -s $STATE/first-server && $(sed -n 's/^cluster=//p' "$STATE/first-server") == "$GNT_CLUSTER_UUID" ]]; then
    echo "there since an earlier run"
    return
  fi
  api_login "$url" demo
  compute=$(api_endpoint compute)
  image=$(api_endpoint image)
  first_create "$compute" "$image"
  first_await "$compute" "$FIRST_ID"
  first_hops
  echo "cluster=$GNT_CLUSTER_UUID" >>"$STATE/first-server.new"
  mv "$STATE/first-server.new" "$STATE/first-server"
  echo "$(sed -n 's/^name=//p' "$STATE/first-server") is ACTIVE"
}

first_create() { # COMPUTE IMAGE
  local image_id flavor_id body
  image_id=$(api_call GET "${2%/v2}/v2/images?name=tiny" | jq -er '.images[0].id')
  flavor_id=$(api_call GET "$1/flavors" | jq -er '[.flavors[] | select(.name == "m1.nano")][0].id')
  body=$(jq -n --arg image "$image_id" --arg flavor "$flavor_id" \
    '{server: {name: "first", imageRef: $image, flavorRef: $flavor}}')
  FIRST_ASKED=$EPOCHREALTIME
  # the answer holds the administrator's password of the server: it stays in a variable
  FIRST_ID=$(api_call POST "$1/servers" "$body" | jq -er .server.id)
  rm -f "$STATE/api.body"
}

first_await() { # COMPUTE ID
  local tick=0 status
  while :; do
    status=$(api_call GET "$1/servers/$2" | jq -er .server.status)
    case $status in
      ACTIVE) break ;;
      ERROR) api_fail "the server is in ERROR: $(jq -c .server.fault "$STATE/api.body")" || return ;;
    esac
    ((tick++ < 1200)) || api_fail "the server is still $status after a minute" || return
    sleep 0.05
  done
  FIRST_SHOWN=$EPOCHREALTIME
  printf 'id=%s\nname=%s\nstatus=%s\n' "$2" "$(jq -r .server.name "$STATE/api.body")" "$status" >"$STATE/first-server.new"
}

# One line a hop, in seconds after the request was sent, or "?" and why it is not known. Ganeti writes
# its times into the job's file; the application logs when a request is on record (Ganeti may begin
# before the client has its answer) and when an event's effect is, eventd when it published one.
first_hops() {
  local job instance event log="no line of it in $STATE/wildfly*/standalone/log/server.log"
  job=$(first_job)
  instance=$([[ -z $job ]] || jq -r '.ops[0].input.instance_name' "$job")
  event=$GNT_CLUSTER_UUID:${job##*/job-}:0:success
  {
    first_hop accepted "API accepted" "$(first_logged ":create of $instance\$")" "$log"
    first_hop running "Ganeti job running" "$(first_stamp "$job" .ops[0].exec_timestamp)" "no job of it in $GNT_QUEUE_DIR"
    first_hop success "job success" "$(first_stamp "$job" .end_timestamp)" "no job of it in $GNT_QUEUE_DIR"
    first_hop published "event published" "$(first_published "$event")" "no line of it in $STATE/eventd*/log"
    first_hop committed "row committed" "$(first_logged " applied $event to ")" "$log"
    first_hop shown "API shows it" "$FIRST_SHOWN"
  } >>"$STATE/first-server.new"
}

first_hop() { # KEY LABEL EPOCH_SECONDS [WHY_NOT]
  awk -v key="$1" -v label="$2" -v a="$FIRST_ASKED" -v b="$3" -v why="${4:-}" \
    'BEGIN { if (b == "") print "hop=" key " ? " label ": " why; else printf "hop=%s %.3f %s\n", key, b - a, label }'
}

# Prints the file of the job that created an instance since the request.
first_job() {
  local file
  while read -r file; do
    jq -e --arg asked "$FIRST_ASKED" '.ops[0].input.OP_ID == "OP_INSTANCE_CREATE"
      and (.received_timestamp[0] >= ($asked | tonumber | floor))' "$file" >/dev/null 2>&1 || continue
    echo "$file"
    return
  done < <(find "$GNT_QUEUE_DIR" -name 'job-*' -newermt "@${FIRST_ASKED%.*}" | sort -V)
}

first_stamp() { # FILE PATH
  [[ -z $1 ]] || jq -r "$2"' | if . == null then empty else "\(.[0]).\(.[1] + 1000000 | tostring | .[1:])" end' "$1"
}

first_published() { # EVENT
  local line
  line=$(first_line " confirmed $1 of " "$STATE"/eventd*/log)
  [[ -z $line ]] || date -d "${line##*, published }" +%s.%N
}

# The server writes UTC, and a comma before the milliseconds.
first_logged() { # PATTERN
  local line
  line=$(first_line "$1" "$STATE"/wildfly*/standalone/log/server.log)
  line=${line:0:23}
  [[ -z $line ]] || date -u -d "${line/,/.}" +%s.%N
}

# Prints the last line that matches; it may be a moment behind what the API shows.
first_line() { # PATTERN FILE...
  local pattern=$1 tick=0
  shift
  until grep -hs -e "$pattern" "$@" | tail -n 1 | grep .; do
    ((tick++ < 40)) || return 0
    sleep 0.05
  done
}
