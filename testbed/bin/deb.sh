#!/usr/bin/env bash
# Builds the daemons' Debian packages and prints where they are.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC1091
. "$here/../lib/deb.sh"

case ${1:-} in
  '') ;;
  -h | --help)
    cat <<'T' && exit 0
usage: ./synnefo deb     builds the Debian packages synnefo-eventd, for the nodes of a Ganeti cluster, and
                         synnefo-vncauthproxy, for the machine that viewers of consoles come to
T
    ;;
  *) echo "synnefo: deb: there is no option '$1'; ./synnefo deb --help lists them" >&2 && exit 2 ;;
esac
deb_build
for deb in "${DEBS[@]}"; do printf '%s, %d KiB\n' "${deb#"$DEB_ROOT/"}" $(($(stat -c %s "$deb") / 1024)); done
