#!/usr/bin/env bash
# Builds the event daemon's Debian package and prints where it is.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC1091
. "$here/../lib/deb.sh"

case ${1:-} in
  '') ;;
  -h | --help) echo "usage: ./synnefo deb     builds synnefo-eventd's Debian package, for the nodes of a Ganeti cluster" && exit 0 ;;
  *) echo "synnefo: deb: there is no option '$1'; ./synnefo deb --help lists them" >&2 && exit 2 ;;
esac
deb_build
printf '%s, %d KiB\n' "${DEB#"$DEB_ROOT/"}" $(($(stat -c %s "$DEB") / 1024))
