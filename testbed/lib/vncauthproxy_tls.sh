# shellcheck shell=bash
# VAP_TLS=1: the proxy is asked over the network, by a user, and browsers and viewers come to it, all of that
# with TLS and a certificate of its own for 127.0.0.1. There is no socket to ask at. Needs secrets.sh.

# Said at the first start; afterwards its env tells, and that alone.
vap_tls() {
  if [[ -s $VAP_DIR/env ]]; then grep -q '^VNCAUTHPROXY_CTRL_PORT=' "$VAP_DIR/env"; else [[ ${VAP_TLS:-0} == 1 ]]; fi
}

vap_tls_files() {
  [[ -s $VAP_DIR/certificate.pem ]] || vap_tls_certificate
  secret_file "$VAP_DIR/password"
  java -XX:TieredStopAtLevel=1 -jar "$VAP_JAR" passwd "$VAP_DIR/users" synnefo <"$VAP_DIR/password"
}

vap_tls_certificate() {
  (umask 077 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 3650 -subj /CN=127.0.0.1 \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$VAP_DIR/key.pem" -out "$VAP_DIR/certificate.new" 2>"$VAP_DIR/openssl.log") ||
    { tail -n 1 "$VAP_DIR/openssl.log" >&2; return 1; }
  mv "$VAP_DIR/certificate.new" "$VAP_DIR/certificate.pem"
}

vap_tls_settings() {
  cat <<X
control-listen = 127.0.0.1:$VNCAUTHPROXY_CTRL_PORT
control-tls = on
users-file = $VAP_DIR/users
tls-certificate-file = $VAP_DIR/certificate.pem
tls-key-file = $VAP_DIR/key.pem
X
}

# How the application is told of it.
vap_tls_env() { # CONTROL_PORT
  echo "VNCAUTHPROXY_CTRL_PORT=$1"
  printf "CYCLADES_VNCAUTHPROXY_OPTS='%s'\n" "$(jq -cn --arg dir "$VAP_DIR" --arg port "$1" '[{server_address: "127.0.0.1",
    server_port: ($port | tonumber), auth_user: "synnefo", auth_password_file: "\($dir)/password", enable_ssl: true,
    ca_cert: "\($dir)/certificate.pem", strict: true}]')"
}
