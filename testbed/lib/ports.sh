# shellcheck shell=bash
# Free TCP ports. They come from below the kernel's ephemeral range, so that no outgoing
# connection can take one between choosing and listening.

# Prints the ports that somebody listens on, one a line.
ports_listening() {
  local address state port
  while read -r _ address _ state _; do
    [[ $state == 0A ]] || continue
    port=${address##*:}
    echo $((16#$port))
  done < <(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
}

# Prints COUNT free ports, all different.
ports_free() { # COUNT
  local -A taken=()
  local port
  while read -r port; do taken[$port]=1; done < <(ports_listening)
  local found=0 tries=0
  while ((found < $1)); do
    ((tries++ < 20000)) || return 1
    port=$((12000 + SRANDOM % 20000))
    [[ -z ${taken[$port]:-} ]] || continue
    taken[$port]=1
    echo "$port"
    ((++found))
  done
}

# True when something answers there within two seconds.
port_open() { # HOST PORT
  # shellcheck disable=SC2016 # they are the inner shell's
  timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null
}
