# shellcheck shell=bash
# System test of the VNC proxy's package on a machine with systemd. See system_tests.sh and system_tests_deb_node.sh.

# What docs/vncauthproxy.md tells the operator to type; the VNC server is the test's.
test_everyCommandOfTheProxysPageRunsOnANodeWithSystemd() {
  deb_here node synnefo-vncauthproxy
  local root=$HERE/root
  trap proxy_end EXIT
  { read -r PROXY_BACKEND && read -r PROXY_CONTROL; } < <(ports_free 2)
  proxy_backend
  deb_root_make "$root" adduser openjdk-17-jre-headless systemd apt logrotate perl
  chroot "$root" adduser --quiet --system --group --no-create-home --home /nonexistent wildfly
  echo '127.0.0.1 localhost node' >"$root/etc/hosts"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=proxy.example.org -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$root/root/key.pem" -out "$root/root/cert.pem" 2>/dev/null
  secret_file "$root/root/password"
  page_runs vncauthproxy.md proxy "s|192.0.2.10:24999|127.0.0.1:$PROXY_CONTROL|g" 07
}

proxy_end() {
  page_end
  [[ -z ${PROXY_SERVER:-} ]] || kill "$PROXY_SERVER"
}

# A server of RFB 3.8 that asks for no password, and says again what it is told.
proxy_backend() {
  cat >"$HERE/rfb" <<'Y'
#!/bin/bash
printf 'RFB 003.008\n' && head -c 12 >/dev/null && printf '\1\1' && head -c 1 >/dev/null && printf '\0\0\0\0' && exec cat
Y
  chmod 755 "$HERE/rfb"
  socat "TCP-LISTEN:$PROXY_BACKEND,bind=127.0.0.1,fork,reuseaddr" "EXEC:$HERE/rfb" &
  PROXY_SERVER=$!
}

proxy_request() { # MORE
  printf '{"source_port":0,"destination_address":"127.0.0.1","destination_port":%s,"password":"s3cret12"%s}' "$PROXY_BACKEND" "$1"
}

# What the proxy answers to somebody at its socket.
# shellcheck disable=SC2016 # they are perl's
proxy_answers_here() { # SETPRIV_OPTIONS...
  deb_node setpriv "$@" perl -MIO::Socket::UNIX -e 'my $there = IO::Socket::UNIX->new(Peer => "/run/vncauthproxy/ctrl.sock")
    or die "$!\n"; print $there $ARGV[0]; print while <$there>' "$(proxy_request '')"
}

# And over TLS, to the user cloud.
proxy_answers_there() { # PASSWORD
  proxy_request ",\"type\":\"vnc\",\"auth_user\":\"cloud\",\"auth_password\":\"$1\"" |
    socat -t 10 - "OPENSSL:127.0.0.1:$PROXY_CONTROL,cafile=$HERE/root/root/cert.pem"
}

# Installed, it runs, and its group may ask.
proxy_after_01() {
  [[ $(unit_shows ActiveState) == active && $(unit_shows UnitFileState) == enabled && $(unit_shows LimitNOFILE) == 65536 ]]
  await_shown StatusText '0 consoles'
  node_runs_it_once
  [[ $(deb_node stat -c %a:%U:%G /run/vncauthproxy/ctrl.sock) == 660:vncauthproxy:vncauthproxy ]]
  proxy_answers_here --reuid nobody --regid vncauthproxy --clear-groups | jq -e '.status == "OK"'
  absent proxy_answers_here --reuid nobody --regid nogroup --clear-groups
  absent proxy_answers_here --reuid wildfly --regid wildfly --init-groups
  await_answer '.healthy and .opened == 1'
  proxy_settings
}

# Each setting is in the settings file, with its default, and on the page.
# shellcheck disable=SC2016 # the back-quotes are the document's
proxy_settings() {
  deb_node synnefo-vncauthproxy --help | sed -n 's/^  \([a-z-]* =.*\)/\1/p' | sed 's/ *$//; s/^control-listen =.*/control-listen =/' |
    sort >"$HERE/settings"
  grep -q '^ports = 25000-30000$' "$HERE/settings"
  sed -n 's/^#\{0,1\}\([a-z-]* =.*\)/\1/p' "$HERE/root/etc/vncauthproxy/vncauthproxy.conf" | sort | diff "$HERE/settings" -
  sed -n '/^## Settings/,/^## Look/s/^| \(`[^|]*`\) |.*/\1/p' "$STATE_ROOT/docs/vncauthproxy.md" | tr -d '` ' | tr , '\n' | sort |
    diff <(sed 's/ =.*//' "$HERE/settings") -
}

proxy_after_02() { proxy_answers_here --reuid wildfly --regid wildfly --init-groups | jq -e '.status == "OK"'; }

# Over TLS the user gets a console, and nobody else.
proxy_after_03() {
  local file
  # who may ask for consoles reads neither key nor hashes, and neither lists nor ends others' consoles
  for file in key.pem users; do
    deb_node setpriv --reuid vncauthproxy --regid vncauthproxy --clear-groups cat "/var/lib/vncauthproxy/$file" >/dev/null
    absent deb_node setpriv --reuid wildfly --regid wildfly --init-groups cat "/var/lib/vncauthproxy/$file"
  done
  absent deb_node setpriv --reuid wildfly --regid wildfly --init-groups synnefo-vncauthproxy --sessions
  proxy_answers_there "$(<"$HERE/root/root/password")" | jq -e '.status == "OK" and .source_port > 0'
  proxy_answers_there wrong | jq -e '.status == "FAILED" and (.reason | test("authentication failure"))'
  await_answer '.healthy and .users == 1 and .requests == 2 and .refused == 1'
}

# Users are read anew, and the file stays whose it was.
proxy_after_04() {
  await_answer '.users == 1'
  echo other | deb_node vncauthproxy-passwd /var/lib/vncauthproxy/users other
  deb_node systemctl reload synnefo-vncauthproxy
  await_answer '.users == 2'
  [[ $(deb_node stat -c %a:%U:%G /var/lib/vncauthproxy/users) == 400:vncauthproxy:root ]]
  echo nonsense >>"$HERE/root/var/lib/vncauthproxy/users"
  deb_node systemctl reload synnefo-vncauthproxy
  await_answer '(.healthy | not) and .users == 2 and (.problems[0] | test("from before"))'
  sed -i '/^nonsense$/d; /^other:/d' "$HERE/root/var/lib/vncauthproxy/users"
  deb_node synnefo-vncauthproxy --reload
  await_answer '.healthy and .users == 1'
}

proxy_after_06() {
  local secret
  deb_node journalctl --no-pager -u synnefo-vncauthproxy >"$HERE/log"
  grep -E '\[C[0-9]+] asked for a vnc console of 127.0.0.1:' "$HERE/log"
  for secret in s3cret12 "$(<"$HERE/root/root/password")"; do absent grep -qF "$secret" "$HERE/log"; done
  node_restarts_it
  await_answer .healthy
  node_upgrades_it
  node_rotates_its_log VNCAUTHPROXY_OPTS /var/log/vncauthproxy/vncauthproxy.log --reload 'users: 1'
  node_upgrades_what_does_not_run
}
