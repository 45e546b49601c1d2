# shellcheck shell=bash
# System test of the event daemon's package on a node with systemd. See system_tests.sh and system_tests_deb.sh.

# What docs/eventd.md tells the operator to type, from installation to removal, on a node with a systemd of
# its own, a Ganeti in files, and a broker of the test's; after some blocks (daemon_after_NN) what the daemon
# and systemd say of each other.
test_everyCommandOfTheDaemonsPageRunsOnANodeWithSystemd() {
  deb_here node synnefo-eventd
  local root=$HERE/root
  export RMQ_DIR=$HERE/rabbitmq
  trap daemon_end EXIT
  "$STATE_ROOT/testbed/bin/rabbitmq.sh" start
  # shellcheck disable=SC1091
  . "$RMQ_DIR/env"
  deb_root_make "$root" adduser openjdk-17-jre-headless systemd apt logrotate
  deb_node_ganeti "$root" node1.example.org
  echo '127.0.0.1 localhost rabbit1.example.org rabbit2.example.org' >"$root/etc/hosts"
  cp "$AMQP_EVENTD_PASSWORD_FILE" "$root/root/password"
  page_runs eventd.md daemon "s|:5672|:${AMQP_URIS##*:}|g" 05
}

daemon_end() {
  page_end
  [[ -z ${DEB_LUXID:-} ]] || kill "$DEB_LUXID"
  "$STATE_ROOT/testbed/bin/rabbitmq.sh" stop
}

# Every block of the page on a node from $HERE/root, each followed by WHO_after_NN; LAST is the last one's number.
page_runs() { # PAGE WHO SED LAST
  local block
  deb_node_start "$HERE/root" "$HERE/console"
  cp "$DEB" "$HERE/root/root/"
  node_files >"$HERE/before"
  docs_blocks "$STATE_ROOT/docs/$1" "$HERE/block"
  for block in "$HERE"/block-*.sh; do
    sed -i "$3" "$block"
    echo "== ${block##*/}"
    deb_node bash -c "cd; ${docs_prelude:?}"$'\n'"$(<"$block")" </dev/null
    block=${block##*/block-}
    ! declare -F "$2_after_${block%.sh}" >/dev/null || "$2_after_${block%.sh}"
  done
  [[ ${block%.sh} == "$4" ]]
  # nothing is left
  node_files >"$HERE/after"
  diff "$HERE/before" "$HERE/after"
  absent deb_node getent passwd "$DEB_USER"
  [[ -z $(deb_node find /var/lib /var/log -maxdepth 1 -name "*$DEB_USER*") ]]
}

page_end() {
  [[ -z ${DEB_INIT:-} ]] || deb_node journalctl --no-pager >"$HERE/journal" || echo "no journal can be read"
  deb_node_stop
  rm -rf "$HERE/root"
}

# What is there, but for what dpkg, apt and systemd keep for themselves.
node_files() { deb_node find /etc /usr /var -not -path '/var/l[io][bg]/*' -not -path '/var/cache/*' | sort; }

unit_shows() { deb_node systemctl show -P "$1" "$PACKAGE"; }

# The daemon's answer, as soon as it satisfies the filter.
await_answer() { # JQ_FILTER
  local tick=0
  until deb_node "$PACKAGE" --status --json >"$HERE/answer"; jq -e "$1" "$HERE/answer"; do
    ((tick++ < 20)) || return 1
    sleep 0.5
  done
}

await_shown() { # PROPERTY PATTERN
  local tick=0
  # shellcheck disable=SC2053 # a pattern
  until [[ $(unit_shows "$1") == $2 ]]; do
    ((tick++ < 60)) || return 1
    sleep 0.5
  done
}

# Killed, it is back.
node_restarts_it() {
  deb_node systemctl kill --kill-whom=main -s KILL "$PACKAGE"
  await_shown NRestarts 1
  await_shown ActiveState active
}

# Whoever runs it, it runs as its user alone, and there is one.
node_runs_it_once() {
  local status=0
  [[ $(deb_node stat -c %U:%G "/proc/$(unit_shows MainPID)") == "$DEB_USER:$DEB_USER" ]]
  deb_node "$PACKAGE" 2>"$HERE/said" || status=$?
  cat "$HERE/said"
  ((status == 4)) && grep 'already running' "$HERE/said"
}

# An upgrade of what runs restarts it; stopped, it stops in order, and says so to systemd and in its log.
node_upgrades_it() {
  local pid status=0
  pid=$(unit_shows MainPID)
  deb_later "$HERE/root/root/later.deb"
  deb_node dpkg --force-confold -i /root/later.deb
  [[ $(unit_shows ActiveState) == active && $(unit_shows MainPID) != "$pid" ]]
  await_answer .healthy
  deb_node systemctl stop "$PACKAGE"
  [[ $(unit_shows Result) == success && $(unit_shows ExecMainStatus) == 0 ]]
  deb_node journalctl --no-pager -n 3 -u "$PACKAGE" | grep 'INFO stopped'
  deb_node "$PACKAGE" --status || status=$?
  ((status == 6))
}

# Installed, but not set up: not started, and started all the same it says what is missing, once.
daemon_after_01() {
  [[ $(unit_shows ActiveState) == inactive && $(unit_shows UnitFileState) == enabled ]]
  absent deb_node systemctl start synnefo-eventd
  [[ $(unit_shows ExecMainStatus) == 3 && $(unit_shows ActiveState) == failed && $(unit_shows NRestarts) == 0 ]]
  deb_node journalctl --no-pager -u synnefo-eventd | grep 'amqp.username: is not set'
  local status=0
  deb_node synnefo-eventd --status || status=$?
  ((status == 6))
}

# The master's daemon, as its user, has told the broker of the job.
daemon_after_02() {
  local job
  job=$(deb_job)
  await_answer ".healthy and .role == \"ACTIVE\" and .watermark >= $job and any(.keys[]; .confirmed == 1)"
  [[ $(unit_shows ActiveState) == active ]]
  await_shown StatusText 'ACTIVE: this node, *'
  deb_node journalctl --no-pager -u synnefo-eventd | grep -E "confirmed [-0-9a-f]+:$job:0:success of snf-7, published "
  deb_node ls -lR /var/lib/synnefo-eventd /run/synnefo-eventd
  [[ -z $(deb_node find /var/lib/synnefo-eventd -perm /077) ]]
  # its group may ask, nobody else; a second one, even by root, does not start
  deb_node setpriv --reuid nobody --regid synnefo-eventd --clear-groups synnefo-eventd --status
  absent deb_node setpriv --reuid nobody --regid nogroup --clear-groups synnefo-eventd --status
  node_runs_it_once
  # there is nothing that it would read anew at a SIGHUP
  deb_node systemctl kill --kill-whom=main -s HUP synnefo-eventd
  deb_node grep -E '^SigIgn:[[:space:]]*[0-9a-f]*[13579bdf]$' "/proc/$(unit_shows MainPID)/status"
  deb_node synnefo-eventd --status
  # it keeps its place
  node_restarts_it
  await_answer ".healthy and .watermark >= $job"
}

daemon_after_04() {
  node_upgrades_it
  node_rotates_its_log EVENTD_OPTS /var/log/synnefo-eventd/eventd.log '--log-level info' 'log level is info now'
  node_upgrades_what_does_not_run
}

# What is rotated away is whole, and the daemon goes on at the beginning of the file that is there.
node_rotates_its_log() { # OPTIONS_NAME LOG WHAT_MAKES_IT_LOG LINE
  local log=$2
  echo "$1='--log $log'" >>"$HERE/root/etc/default/$PACKAGE"
  deb_node systemctl start "$PACKAGE"
  await_answer .healthy
  deb_node cat "$log" >"$HERE/log.before"
  deb_node logrotate --force "/etc/logrotate.d/$PACKAGE"
  deb_node zcat "$log.1.gz" >"$HERE/log.1"
  grep "INFO $PACKAGE .* starts" "$HERE/log.1"
  head -c "$(stat -c %s "$HERE/log.before")" "$HERE/log.1" | cmp - "$HERE/log.before"
  # shellcheck disable=SC2086 # several words
  deb_node "$PACKAGE" $3
  deb_node cat "$log" | tee "$HERE/log.after"
  [[ $(tail -n 1 "$HERE/log.after") == 20*" INFO $4" ]]
  absent grep -qaP '\x00| starts$' "$HERE/log.after"
  [[ $(deb_node stat -c %a:%U "$log") == 600:$DEB_USER ]]
}

# As Debian has it: what is enabled is started, what is disabled stays as it is.
node_upgrades_what_does_not_run() {
  deb_node systemctl stop "$PACKAGE"
  deb_node dpkg --force-confold -i /root/later.deb
  [[ $(unit_shows ActiveState) == active ]]
  deb_node systemctl disable --now "$PACKAGE"
  deb_node dpkg --force-confold -i /root/later.deb
  [[ $(unit_shows ActiveState) == inactive && $(unit_shows UnitFileState) == disabled ]]
}
