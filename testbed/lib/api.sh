# shellcheck shell=bash
# The OpenStack APIs by curl, as a user would call them. Passwords and tokens go by stdin and by
# 0600 files, never by an argument.

api_fail() {
  echo "$*" >&2
  return 1
}

# Every instance answers; the first answer to a request may need a moment after a deployment.
api_await() { # URL SECONDS
  local tick=0
  until curl -sf -m 5 -o /dev/null "$1/identity/v3"; do
    ((tick++ < $2 * 5)) || api_fail "$1/identity/v3 does not answer after $2 s" || return
    sleep 0.2
  done
}

# Leaves the token's header in STATE/api.token and the catalog in STATE/api.catalog.
api_login() { # URL USER
  jq -n --rawfile password "$STATE/secrets/$2" --arg user "$2" '{auth: {
    identity: {methods: ["password"], password: {user: {name: $user, domain: {name: "Default"}, password: $password}}},
    scope: {project: {name: $user, domain: {name: "Default"}}}}}' | api_token "$1" "$2"
}

# The same, with the request for a token on stdin.
api_token() { # URL USER
  rm -f "$STATE/api.catalog" # of the login before: curl leaves it where there is no answer
  (umask 077 && curl -sS -m 30 -H 'content-type: application/json' --data-binary @- -o "$STATE/api.catalog" \
    -D - "$1/identity/v3/auth/tokens") |
    tr -d '\r' | sed -n 's/^[Xx]-[Ss]ubject-[Tt]oken: */x-auth-token: /p' | secret_write "$STATE/api.token"
  [[ -s $STATE/api.token ]] ||
    api_fail "no token for $2 from $1: $(head -c 400 "$STATE/api.catalog" 2>/dev/null || echo 'no answer')"
}

# Prints the address of a service, as the catalog tells it.
api_endpoint() { # TYPE
  jq -er --arg type "$1" '[.token.catalog[] | select(.type == $type) | .endpoints[]
    | select(.interface == "public")][0].url' "$STATE/api.catalog"
}

# Prints the body of an answer below 400; fails with any other. The answer to a creation holds a password.
api_call() { # METHOD URL [JSON]
  local -a data=()
  [[ $# -lt 3 ]] || data=(--data-binary "$3" -H 'content-type: application/json')
  local status
  rm -f "$STATE/api.body" # of the request before: curl leaves it where there is no answer
  status=$(umask 077 && curl -sS -m 60 -X "$1" -H "@$STATE/api.token" "${data[@]}" -o "$STATE/api.body" \
    -w '%{http_code}' "$2") || api_fail "$1 $2: no whole answer" || return
  ((status < 400)) || api_fail "$1 $2: HTTP $status $(head -c 400 "$STATE/api.body")" || return
  cat "$STATE/api.body"
}
