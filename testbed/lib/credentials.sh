# shellcheck shell=bash
# The seed of a new cloud, and the files by which clients log in. All 0600.

credentials_seed() {
  local name
  mkdir -p "$STATE/secrets"
  chmod 700 "$STATE/secrets"
  for name in admin demo; do secret_file "$STATE/secrets/$name"; done
  cloud_ganeti_env
  # jq reads the passwords from their files: they are in no argument
  jq -n --rawfile admin "$STATE/secrets/admin" --rawfile demo "$STATE/secrets/demo" \
    --arg rapi "$GNT_RAPI" --arg user "$GNT_USER" --arg certificate "$GNT_CERT_SHA256" \
    -f "$STATE_ROOT/testbed/lib/seed.jq" | secret_write "$STATE/seed.json"
}

# The address under which a client on this machine reaches an instance.
credentials_url() { # N
  local host=$LISTEN
  [[ $host != 0.0.0.0 ]] || host=127.0.0.1
  # shellcheck disable=SC1090
  echo "http://$host:$(. "$STATE/wildfly$1/env" && echo "$WF_HTTP_PORT")"
}

credentials_files() {
  secret_write "$STATE/openrc" < <(credentials_openrc admin)
  secret_write "$STATE/demo-openrc" < <(credentials_openrc demo)
  secret_write "$STATE/clouds.yaml" < <(echo "clouds:" && credentials_cloud admin && credentials_cloud demo)
}

credentials_openrc() { # USER (its project has the same name)
  cat <<X
unset OS_CLOUD OS_TOKEN OS_CLIENT_CONFIG_FILE
export OS_AUTH_TYPE=password OS_IDENTITY_API_VERSION=3
export OS_AUTH_URL=$(credentials_url 1)/identity/v3
export OS_USERNAME=$1 OS_USER_DOMAIN_NAME=Default
export OS_PROJECT_NAME=$1 OS_PROJECT_DOMAIN_NAME=Default
export OS_PASSWORD='$(<"$STATE/secrets/$1")'
X
}

credentials_cloud() { # USER
  cat <<X
  $1:
    identity_api_version: 3
    auth:
      auth_url: $(credentials_url 1)/identity/v3
      username: $1
      password: '$(<"$STATE/secrets/$1")'
      user_domain_name: Default
      project_name: $1
      project_domain_name: Default
X
}
