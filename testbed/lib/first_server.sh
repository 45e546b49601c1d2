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
  FIRST_ACCEPTED=$EPOCHREALTIME
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

# One line a hop, in seconds after the request was sent; those that can be known from outside: Ganeti
# writes its times into the job's file, the database has its own in the history.
first_hops() {
  local job
  {
    first_hop accepted "API accepted" "$FIRST_ACCEPTED"
    job=$(first_job)
    if [[ -n $job ]]; then
      first_hop running "Ganeti job running" "$(first_stamp "$job" start_timestamp)"
      first_hop success "job success" "$(first_stamp "$job" end_timestamp)"
    fi
    if [[ $DB == postgresql ]]; then
      first_hop committed "row committed" "$(PG_DIR=$STATE/postgres "$STATE_ROOT/testbed/bin/postgres.sh" sql -Atc \
        "SELECT extract(epoch FROM max(at)) FROM server_history h JOIN server s ON s.id = h.server_id WHERE s.uuid = '$FIRST_ID'")"
    fi
    first_hop shown "API shows it" "$FIRST_SHOWN"
  } >>"$STATE/first-server.new"
}

first_hop() { # KEY LABEL EPOCH_SECONDS
  [[ -z $3 ]] || awk -v key="$1" -v label="$2" -v a="$FIRST_ASKED" -v b="$3" \
    'BEGIN { printf "hop=%s %.3f %s\n", key, b - a, label }'
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

first_stamp() { # FILE KEY
  jq -r ".$2 | if . == null then empty else \"\(.[0]).\(.[1] + 1000000 | tostring | .[1:])\" end" "$1"
}
