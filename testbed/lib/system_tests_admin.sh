# shellcheck shell=bash
# System tests of the operator's tools. See system_tests.sh.

admin() { "$STATE_ROOT/synnefo" admin --state "$SYSTEM_STATE" "$@"; }

# Anything at all, past the application.
publish() { # EXCHANGE KEY ID TEXT
  local -a RMQ_HTTP
  # shellcheck disable=SC1091
  . "$SYSTEM_STATE/rabbitmq/nodes"
  jq -n --arg key "$2" --arg id "$3" --arg text "$4" '{properties: {message_id: $id, delivery_mode: 2},
      routing_key: $key, payload: $text, payload_encoding: "string"}' |
    curl -sSf -m 30 -K "$SYSTEM_STATE/rabbitmq/curl" -H 'content-type: application/json' --data-binary @- \
      "http://127.0.0.1:${RMQ_HTTP[1]}/api/exchanges/%2F/$1/publish" | jq -e .routed
}

await_messages() { # QUEUE FIGURE COUNT
  local tick=0
  until [[ $(admin queue list --json | jq --arg name "$1" --arg figure "$2" '.[] | select(.name == $name)[$figure]') == "$3" ]]; do
    ((tick++ < 60)) || return 1
    sleep 0.5
  done
}

await_dead_letters() { await_messages snf-events-op dead_letters "$1"; } # COUNT

# A check that does not find all well, kept in checked.
check_fails() { # SECONDS
  absent admin status-check --timeout "$1" --json >"$SYSTEM_REPORTS/checked"
}

# The links that are in that state, by the check that was kept.
links() { # STATE
  jq -r --arg state "$1" '[.hops[] | select(.state == $state).hop] | join(" ")' "$SYSTEM_REPORTS/checked"
}

await_all_links() {
  local tick=0
  until admin status-check; do
    ((tick++ < 20)) || return 1
    sleep 0.5
  done
}

test_theOperatorSeesEachQueueAndWhoHandlesIt() {
  admin queue list | grep -E '^snf-events-op +update_db +[0-9]+ +[1-9][0-9]* +[0-9]+ +connected$'
  admin queue list | grep -E '^credits +- +0 +0 +0 +kept: nobody handles it$'
  absent admin queue inspect no-such-queue 2>"$SYSTEM_REPORTS/refused"
  grep -F "there is no queue 'no-such-queue'; there are snf-events-op," "$SYSTEM_REPORTS/refused"
}

test_aDeadLetterIsSeenWithItsReasonRetriedAndPurged() {
  publish ganeti ganeti.snf.event.op poison-1 nonsense
  publish ganeti ganeti.snf.event.op poison-2 nonsense
  await_dead_letters 2
  admin queue inspect snf-events-op-dl --limit 1 | grep -E '^poison-1 .*body: is not JSON \(which event cannot be told\) +nonsense$'
  [[ $(admin queue inspect snf-events-op-dl --json | jq length) == 2 ]]
  [[ $(admin queue retry snf-events-op --id poison-1) == "1 retried" ]]
  await_dead_letters 2
  [[ $(admin queue retry snf-events-op --all) == "2 retried" ]]
  await_dead_letters 2
  grep -E 'WARN .*snf-events-op: message poison-2 refused: body: is not JSON \(which' "$SYSTEM_STATE/wildfly1/standalone/log/server.log"
  [[ $(admin queue purge snf-events-op-dl --yes) == "2 purged" ]]
  await_dead_letters 0
}

test_whatNobodyHandlesIsKeptAndTheOperatorSeesAndPurgesIt() {
  publish cron snf.credits.march bill-1 '{"user": 7}'
  await_messages credits messages 1
  admin queue list | grep -E '^credits +- +1 +0 +0 +kept: nobody handles it$'
  [[ $(admin queue inspect credits --json | jq -r '.[].id') == bill-1 ]]
  # to look takes nothing out
  [[ $(admin queue inspect credits --json | jq length) == 1 ]]
  [[ $(admin queue purge credits --yes) == "1 purged" ]]
  await_messages credits messages 0
}

test_prometheusGetsFiguresOfWhatWasApplied() {
  local port figures
  port=$("$STATE_ROOT/synnefo" status --json --state "$SYSTEM_STATE" | jq '.parts[] | select(.name == "wildfly1").admin_port')
  figures=$(curl -sSf -m 30 "http://127.0.0.1:$port/admin/metrics" | tee "$SYSTEM_REPORTS/figures")
  grep -E '^synnefo_queue_consuming\{queue="snf-events-op"\} [1-9]' <<<"$figures"
  grep -E '^synnefo_events_total\{queue="snf-events-op",outcome="applied"\} [1-9]' <<<"$figures"
  grep -E '^synnefo_event_lag_seconds_count\{queue="snf-events-op"\} [1-9]' <<<"$figures"
  # none of it so late as a mistake in time zones would make it
  [[ $(sed -n 's/^synnefo_event_lag_seconds_bucket{queue="snf-events-op",le="1800"} //p' <<<"$figures") == \
    "$(sed -n 's/^synnefo_event_lag_seconds_count{queue="snf-events-op"} //p' <<<"$figures")" ]]
}

test_onlyAnAdministratorAtTheOperatorsListenerHasTheTools() {
  local user http admin
  # shellcheck disable=SC1091
  http=$(. "$SYSTEM_STATE/wildfly1/env" && echo "$WF_HTTP_PORT")
  # shellcheck disable=SC1091
  admin=$(. "$SYSTEM_STATE/wildfly1/env" && echo "$WF_ADMIN_PORT")
  for user in openrc demo-openrc; do
    token=$(os_from "$SYSTEM_STATE/$user" token issue -f value -c id)
    printf 'x-auth-token: %s\n' "$token" >"$SYSTEM_REPORTS/closed/$user.token"
  done
  answer() { curl -s -m 30 -o /dev/null -w '%{http_code}' -H "@$SYSTEM_REPORTS/closed/$2.token" "${@:3}" "http://127.0.0.1:$1/admin/queues"; }
  [[ $(answer "$admin" openrc) == 200 ]]
  [[ $(answer "$admin" demo-openrc) == 403 ]]
  [[ $(answer "$http" openrc) == 404 && $(answer "$admin" openrc -H "X-Forwarded-Host: example.org:$admin") == 404 ]]
  (
    # shellcheck disable=SC1091
    . "$SYSTEM_STATE/openrc"
    [[ $("$STATE_ROOT/synnefo" admin queue list --json --url "http://127.0.0.1:$admin" | jq length) -ge 6 ]]
  )
}

test_theOperatorIsToldWhyAServerIsAsItIs() {
  local id story
  id=$(os server show walk -f value -c id)
  story=$(admin explain "$id")
  grep -E "^snf-[0-9]+: $id walk, STARTED$" <<<"$story"
  grep -E ' req-[0-9a-f-]{36} +- +[0-9]+ +OP_INSTANCE_CREATE +success +CREATED +BUILD>STARTED$' <<<"$story"
  [[ $(admin explain "${story%%:*}" --json | jq -r '.steps[0].rule') == REQUESTED ]]
  absent admin explain no-such-server 2>"$SYSTEM_REPORTS/refused"
  grep -F "There is no server or instance no-such-server." "$SYSTEM_REPORTS/refused"
}

test_aStatusCheckNamesTheLinkThatFails() {
  local daemon
  daemon=$(process_alive "$SYSTEM_STATE/eventd1/pid")
  admin status-check | tee "$SYSTEM_REPORTS/hops"
  [[ $(awk 'NR > 1 {print $2, $3}' "$SYSTEM_REPORTS/hops" | xargs) == \
    "rapi ok ganeti ok eventd ok broker ok dispatcher ok" ]]
  absent admin status-check --timeout 0 2>"$SYSTEM_REPORTS/refused"
  grep -F -- '--timeout is from 1 to 45' "$SYSTEM_REPORTS/refused"
  # shellcheck disable=SC2064 # that very process
  trap "kill -CONT $daemon" EXIT
  kill -STOP "$daemon"
  check_fails 15
  [[ $(links failed) == eventd && $(links ok) == "rapi ganeti broker dispatcher" ]]
  kill -CONT "$daemon"
  await_all_links
}

# By means of the server's own management, as in its console.
deliver() { # start|stop
  local answer WF_MANAGEMENT_PORT
  # shellcheck disable=SC1091
  WF_MANAGEMENT_PORT=$(. "$SYSTEM_STATE/wildfly1/env" && echo "$WF_MANAGEMENT_PORT")
  answer=$(jq -n --arg verb "$1-delivery" '{operation: $verb, address: [{deployment: "synnefo.ear"},
      {subdeployment: "ejb-module.jar"}, {subsystem: "ejb3"}, {"message-driven-bean": "DispatcherMdb"}]}' |
    curl -sSf -m 60 -K "$SYSTEM_STATE/wildfly1/curl.conf" -H 'content-type: application/json' --data-binary @- \
      "http://127.0.0.1:$WF_MANAGEMENT_PORT/management")
  jq -e '.outcome == "success"' <<<"$answer"
}

test_aDispatcherThatTakesNothingIsNamedAndTakesItAllAfterwards() {
  trap 'deliver start' EXIT
  deliver stop
  check_fails 15
  [[ $(links failed) == dispatcher && $(links ok) == "rapi ganeti broker" && $(links unknown) == eventd ]]
  deliver start
  await_all_links
  await_messages snf-heartbeat messages 0
}

test_aBrokerThatIsGoneIsNamedAndNothingElseIsBlamed() {
  export RMQ_DIR=$SYSTEM_STATE/rabbitmq
  trap '"$STATE_ROOT/testbed/bin/rabbitmq.sh" start 8>&-' EXIT
  "$STATE_ROOT/testbed/bin/rabbitmq.sh" stop
  check_fails 15
  [[ $(links failed) == broker ]]
  "$STATE_ROOT/testbed/bin/rabbitmq.sh" start 8>&-
  await_all_links
}

test_theInboxIsSweptWhenTheOperatorAsksAndItsHorizonIsShown() {
  local before tick=0
  before=$(admin inbox status --json | jq -r .due_at)
  admin inbox sweep | grep -E '^HORIZON +HELD-BY +OLDEST +STATE +BEGUN +ENDED +FORGOTTEN +NEXT$'
  until admin inbox status --json | jq -e '(.under_way | not) and .ended_at > .begun_at'; do
    ((tick++ < 60)) || return 1
    sleep 0.5
  done
  admin inbox status --json | jq -e --arg before "$before" '.forgotten == 0 and .held_by == null and .horizon < .oldest
    and .due_at > $before'
  admin inbox status | grep -E ' +- +[0-9TZ:.-]+ +waiting +'
}

# A cluster that answers is asked every ten minutes, the first time before it had an instance: what it tells within half
# of one minute, it was asked for because of the event.
test_whatAClusterIsLikeIsShownAndAChangeOfItIsNoticed() {
  local before tick=0
  before=$(admin backend list --json | jq -r '.[0].told_at')
  gnt gnt-cluster modify --maintain-node-health=no
  until [[ $(admin backend list --json | jq -r '.[0].told_at') > $before ]]; do
    ((tick++ < 60)) || return 1
    sleep 0.5
  done
  admin backend list --json | tee "$SYSTEM_REPORTS/backends"
  jq -e '.[0] | .problem == null and .instances >= 1 and .nodes_in_use >= 1
    and (.disk_templates | index("file"))' "$SYSTEM_REPORTS/backends"
  admin backend list | grep -E '^[a-z0-9-]+ +online +'
}
