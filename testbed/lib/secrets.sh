# shellcheck shell=bash
# Random secrets, in files that only their owner reads, never in an argument list: printf and
# the redirections are the shell's own.

# Prints N random letters and digits (about 5.95 bits each).
secret_random() { # [N]
  local n=${1:-32} text=""
  while ((${#text} < n)); do
    text+=$(head -c 96 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9')
  done
  printf '%s' "${text:0:n}"
}

# FILE holds a secret, the one of last time if there was one.
secret_file() { # FILE [N]
  [[ -s $1 ]] || secret_write "$1" < <(secret_random "${2:-32}")
}

# FILE holds what stdin said, and is readable by its owner alone from the first byte on.
secret_write() { # FILE
  (umask 077 && cat >"$1.new") && chmod 600 "$1.new" && mv "$1.new" "$1"
}

# Prints RabbitMQ's salted SHA-256 of the password in FILE: base64(salt + sha256(salt + password)).
secret_rabbit_hash() { # FILE
  local salt hex
  salt=$(head -c 4 /dev/urandom | od -An -tx1 | tr -d ' \n')
  hex=$({ secret_bytes "$salt" && cat "$1"; } | sha256sum)
  secret_bytes "$salt${hex%% *}" | base64 -w0
}

# Writes the bytes that a hexadecimal text names.
secret_bytes() { # HEX
  local i
  for ((i = 0; i < ${#1}; i += 2)); do printf '%b' "\\x${1:i:2}"; done
}
