# shellcheck shell=bash
# RMQ_TLS=1: every node listens to TLS too, with a certificate of a private authority, in RMQ_DIR/tls.
# It is for the address 127.0.0.1 and for no name: as "localhost" the broker is not what it says.

rmq_tls_files() {
  local d=$RMQ_DIR/tls
  [[ ! -s $d/broker.pem ]] || return 0
  mkdir -p "$d"
  rmq_tls_make authority "a private authority" -keyout "$d/ca.key" -out "$d/ca.pem"
  # vouches for nobody here
  rmq_tls_make authority "a stranger" -keyout /dev/null -out "$d/stranger.pem"
  rmq_tls_make broker "a broker" -CA "$d/ca.pem" -CAkey "$d/ca.key" -keyout "$d/broker.key" -out "$d/broker.new"
  mv "$d/broker.new" "$d/broker.pem"
}

rmq_tls_make() { # KIND NAME ARGUMENTS...
  local kind=$1 name=$2
  shift 2
  (umask 077 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 3650 \
    -subj "/CN=$name" -config <(rmq_tls_kinds) -extensions "$kind" "$@" 2>"$RMQ_DIR/tls/openssl.log") ||
    rmq_fail "no certificate for $name, see $RMQ_DIR/tls/openssl.log"
}

rmq_tls_kinds() {
  printf '%s\n' '[req]' 'distinguished_name = dn' '[dn]' \
    '[authority]' 'basicConstraints = critical, CA:TRUE' 'keyUsage = critical, keyCertSign' \
    '[broker]' 'basicConstraints = CA:FALSE' 'extendedKeyUsage = serverAuth' 'subjectAltName = IP:127.0.0.1'
}

rmq_tls_conf() { # N
  echo "listeners.ssl.1 = 127.0.0.1:${RMQ_AMQPS[$1]}"
  echo "ssl_options.cacertfile = $RMQ_DIR/tls/ca.pem"
  echo "ssl_options.certfile = $RMQ_DIR/tls/broker.pem"
  echo "ssl_options.keyfile = $RMQ_DIR/tls/broker.key"
  echo "ssl_options.verify = verify_none" # no certificate is asked of clients
}

rmq_tls_env() {
  local n uris=""
  for ((n = 1; n <= RMQ_NODES; n++)); do uris+=",amqps://127.0.0.1:${RMQ_AMQPS[n]}"; done
  echo "AMQPS_URIS='${uris#,}'"
  echo "AMQP_CA_FILE='$RMQ_DIR/tls/ca.pem'"
  echo "AMQP_OTHER_CA_FILE='$RMQ_DIR/tls/stranger.pem'"
}
