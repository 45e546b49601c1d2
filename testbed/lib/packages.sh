# shellcheck shell=bash
# Debian packages, installed without starting a single service of theirs.
packages_policy=${SYNNEFO_POLICY_FILE:-/usr/sbin/policy-rc.d}

# Prints those of the packages that are not installed, one a line.
packages_missing() { # PKG...
  local pkg
  for pkg in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$pkg" 2>/dev/null) == installed ]] || echo "$pkg"
  done
}

# The packages are installed; where that cannot be, says what to do and returns 3.
packages_need() { # LOG PKG...
  local log=$1
  local -a missing
  shift
  command -v dpkg-query >/dev/null || {
    echo "this is no Debian: install what these packages hold yourself: $*" >&2
    return 3
  }
  mapfile -t missing < <(packages_missing "$@")
  ((${#missing[@]})) || return 0
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    echo "missing packages: ${missing[*]}; as root: apt-get install --no-install-recommends ${missing[*]}" >&2
    return 3
  fi
  packages_install "$log" "${missing[@]}" || {
    echo "apt-get could not install ${missing[*]}, see $log; by hand: apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
    return 3
  }
}

# Runs in a session of its own: killed in the middle, our caller leaves it behind, and it still
# ends in order and takes the policy away.
packages_install() { # LOG PKG...
  local log=$1
  shift
  # shellcheck disable=SC2016
  setsid -w bash -c '. "$0" && packages_install_now "$@"' "${BASH_SOURCE[0]}" "$@" >"$log" 2>&1 </dev/null
}

packages_install_now() { # PKG...
  set -euo pipefail
  packages_forbid_starts
  local -a apt=(apt-get -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold)
  export DEBIAN_FRONTEND=noninteractive
  "${apt[@]}" install --no-install-recommends "$@" && return
  # lists that are empty or too old
  "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "$@"
}

# Maintainer scripts ask policy-rc.d before they start a service: 101 is no. One that is there
# already is kept, and must say no itself. Ours says no only while this process lives.
packages_forbid_starts() {
  if [[ -e $packages_policy ]] && ! grep -q 'synnefo: temporary' "$packages_policy"; then
    local answer=0
    "$packages_policy" synnefo start || answer=$?
    ((answer == 101)) || {
      echo "$packages_policy lets services start (it answers $answer): not touching it"
      return 1
    }
    return
  fi
  trap 'rm -f "$packages_policy"' EXIT
  trap 'exit 143' TERM INT HUP
  printf '#!/bin/sh\n# synnefo: temporary\n[ -d /proc/%s ] || exit 0\nexit 101\n' "$$" >"$packages_policy.new"
  chmod 755 "$packages_policy.new"
  mv "$packages_policy.new" "$packages_policy"
}
