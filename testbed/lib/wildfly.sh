# shellcheck shell=bash
# One WildFly instance in a directory of its own: configuration, data, log. The server's code stays
# where Maven provisioned it and is shared. Needs process.sh, ports.sh and secrets.sh.
#
# WF_DIR holds: env (ports, 0600), admin-password, curl.conf (for the management port), server.conf
# (system properties), secrets/ (one file a setting), standalone/ (the server's base directory).

# Settings of the instance that is to be made, all optional:
#   WF_DB_DRIVER=h2|postgresql  WF_DB_URL  WF_BATCH_URL  WF_DB_USERNAME  WF_DB_PASSWORD_FILE
# (JBeret makes its tables itself; in the schema of ours they would stop Flyway)
#   WF_NODE=synnefo1 (unique in a set)  WF_LISTEN=127.0.0.1
wf_prepare() {
  [[ -s $WF_DIR/env ]] && wf_load && return
  [[ -x $WF_HOME/bin/standalone.sh ]] || { echo "no server in $WF_HOME: build first" >&2; return 3; }
  rm -rf "$WF_DIR/standalone"
  mkdir -p "$WF_DIR/secrets" "$WF_DIR/standalone/data"
  chmod 700 "$WF_DIR" "$WF_DIR/secrets"
  cp -R "$WF_HOME"/standalone/{configuration,deployments} "$WF_DIR/standalone/"
  [[ ! -d $WF_HOME/standalone/lib ]] || cp -R "$WF_HOME/standalone/lib" "$WF_DIR/standalone/"
  wf_admin
  wf_configure
  wf_ports
}

# An administrator for the console: what is stored is a digest, the password is in a file of ours.
wf_admin() {
  secret_file "$WF_DIR/admin-password"
  local digest users=$WF_DIR/standalone/configuration/mgmt-users.properties
  digest=$({ printf 'admin:ManagementRealm:' && cat "$WF_DIR/admin-password"; } | md5sum)
  { grep -v '^admin=' "$users" || [[ $? == 1 ]]; } | secret_write "$users.tmp"
  printf 'admin=%s\n' "${digest%% *}" >>"$users.tmp"
  mv "$users.tmp" "$users"
  printf 'user = "admin:%s"\ndigest\nsilent\nshow-error\nmax-time = 120\n' \
    "$(<"$WF_DIR/admin-password")" | secret_write "$WF_DIR/curl.conf"
}

# H2 writes at each commit: what was answered outlives a kill (its default is half a second later).
wf_configure() {
  local password_file=${WF_DB_PASSWORD_FILE:-$WF_DIR/database-password}
  secret_file "$password_file"
  secret_file "$WF_DIR/store-password"
  secret_write "$WF_DIR/instance.properties" <<X
db.driver=${WF_DB_DRIVER:-h2}
db.url=${WF_DB_URL:-jdbc:h2:file:$WF_DIR/standalone/data/synnefo;MODE=PostgreSQL;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0}
batch.url=${WF_BATCH_URL:-jdbc:h2:file:$WF_DIR/standalone/data/batch;DB_CLOSE_ON_EXIT=FALSE}
db.username=${WF_DB_USERNAME:-synnefo}
db.password=$(<"$password_file")
store.password=$(<"$WF_DIR/store-password")
secrets.dir=$WF_DIR/secrets
X
  if ! JAVA_OPTS="-Djboss.server.base.dir=$WF_DIR/standalone -Xmx512m" \
    timeout 300 "$WF_HOME/bin/jboss-cli.sh" --resolve-parameter-values --file="$WF_ROOT/server-config/cli/instance.cli" \
    --properties="$WF_DIR/instance.properties" >"$WF_DIR/configure.log" 2>&1 </dev/null; then
    echo "configuring the server failed, see $WF_DIR/configure.log" >&2
    return 1
  fi
  rm -f "$WF_DIR/instance.properties"
  chmod -R go= "$WF_DIR/standalone"
}

wf_ports() {
  local http https management admin
  { read -r http && read -r https && read -r management && read -r admin; } < <(ports_free 4)
  secret_write "$WF_DIR/env" <<X
WF_HTTP_PORT=$http
WF_HTTPS_PORT=$https
WF_MANAGEMENT_PORT=$management
WF_ADMIN_PORT=$admin
WF_NODE=${WF_NODE:-synnefo1}
WF_LISTEN=${WF_LISTEN:-127.0.0.1}
X
  wf_load
}

# shellcheck disable=SC1091
wf_load() {
  . "$WF_DIR/env"
}

# Prints the JVM options that place the instance, one a line.
wf_options() {
  printf '%s\n' "-Djboss.server.base.dir=$WF_DIR/standalone" \
    "-Djboss.http.port=$WF_HTTP_PORT" "-Djboss.https.port=$WF_HTTPS_PORT" \
    "-Djboss.management.http.port=$WF_MANAGEMENT_PORT" "-Dsynnefo.admin.port=${WF_ADMIN_PORT:-8079}" \
    "-Djboss.bind.address=$WF_LISTEN" "-Djboss.bind.address.management=127.0.0.1" \
    "-Djboss.node.name=$WF_NODE" "-Djboss.tx.node.id=$WF_NODE" "-Duser.timezone=UTC"
}

# Which VNC proxies there are may be said by variables, as of old: what the last start was told
# holds until another one is told otherwise. They are files: one of them may have passwords in it.
wf_vnc_proxies() {
  local name
  for name in VNCAUTHPROXY_CTRL_SOCKET CYCLADES_VNCAUTHPROXY_OPTS; do
    [[ ! -v $name ]] || printf '%s' "${!name}" | secret_write "$WF_DIR/secrets/$name"
  done
}

# Starts the instance and returns when it serves, or fails with the reason from its log.
wf_start() {
  process_alive "$WF_DIR/pid" >/dev/null && return
  wf_vnc_proxies
  local -a options
  mapfile -t options < <(wf_options)
  rm -f "$WF_DIR/jboss.pid" # of one that was killed
  touch "$WF_DIR/server.conf"
  JAVA_OPTS="${WF_JAVA_OPTS:--Xms96m -Xmx512m -XX:+UseSerialGC -XX:MetaspaceSize=128m} -Djava.net.preferIPv4Stack=true -Djboss.modules.system.pkgs=org.jboss.byteman -Djava.awt.headless=true -Dorg.jboss.logmanager.nocolor=true" \
    JAVA_HOME=${WF_JAVA_HOME:-${JAVA_HOME:-}} LAUNCH_JBOSS_IN_BACKGROUND=1 JBOSS_PIDFILE="$WF_DIR/jboss.pid" \
    setsid "$WF_HOME/bin/standalone.sh" "${options[@]}" -P "$WF_DIR/server.conf" \
    >"$WF_DIR/out.log" 2>&1 </dev/null 9>&- &
  local launcher=$! tick=0
  until [[ -s $WF_DIR/jboss.pid ]]; do
    if ((tick++ > 200)) || ! kill -0 "$launcher"; then
      wf_why
      return 1
    fi
    sleep 0.05
  done
  process_record "$WF_DIR/pid" "$(<"$WF_DIR/jboss.pid")"
  wf_await_started
}

# 0025 started, 0026 started with errors, 0050 stopped
wf_await_started() {
  local tick=0
  until grep -qE 'WFLYSRV00(25|26)' "$WF_DIR/out.log"; do
    if ((tick++ > 2400)) || ! process_alive "$WF_DIR/pid" >/dev/null; then
      wf_why
      return 1
    fi
    sleep 0.05
  done
  ! grep -q WFLYSRV0026 "$WF_DIR/out.log" || { wf_why; return 1; }
}

wf_why() {
  echo "WildFly did not start, the end of $WF_DIR/out.log:" >&2
  grep -E 'ERROR|FATAL' "$WF_DIR/out.log" | tail -5 >&2 || tail -5 "$WF_DIR/out.log" >&2
}

wf_stop() { process_stop "$WF_DIR/pid" "${1:-30}"; }

# Uploads the EAR as the console does, and deploys it, in the place of an older one.
wf_deploy() { # EAR
  local hash answer url=http://127.0.0.1:$WF_MANAGEMENT_PORT/management
  answer=$(curl -K "$WF_DIR/curl.conf" -F "file=@$1" "$url/add-content")
  hash=$(jq -er '.result.BYTES_VALUE' <<<"$answer") || { echo "upload refused: $answer" >&2; return 1; }
  if wf_manage '{"operation":"read-resource","address":[{"deployment":"synnefo.ear"}]}' >/dev/null 2>&1; then
    wf_manage '{"operation":"full-replace-deployment","name":"synnefo.ear","content":[{"hash":{"BYTES_VALUE":"'"$hash"'"}}],"enabled":true}'
  else
    wf_manage '{"operation":"add","address":[{"deployment":"synnefo.ear"}],"content":[{"hash":{"BYTES_VALUE":"'"$hash"'"}}],"enabled":true}'
  fi
}

wf_undeploy() {
  wf_manage '{"operation":"remove","address":[{"deployment":"synnefo.ear"}]}'
}

# One management operation; fails with the server's own description.
wf_manage() { # JSON
  local answer
  answer=$(curl -K "$WF_DIR/curl.conf" -H 'Content-Type: application/json' --data-binary "$1" \
    "http://127.0.0.1:$WF_MANAGEMENT_PORT/management")
  jq -e '.outcome == "success"' >/dev/null <<<"$answer" || {
    jq -r '."failure-description" // .' <<<"$answer" >&2
    return 1
  }
}
