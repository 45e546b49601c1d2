# shellcheck shell=bash
# The shell blocks (```sh) of a document, each to a file PREFIX-NN.sh, named so that they sort as they stand.
docs_blocks() { # FILE PREFIX
  awk -v base="$2" '
    /^```sh$/ { block = sprintf("%s-%02d.sh", base, ++n); next }
    /^```/ { block = "" }
    block != "" { print > block }' "$1"
}
# Printed are the commands as the document has them: what a variable holds, a password maybe, is not.
# shellcheck disable=SC2016,SC2034 # it is the block's; docs.sh and the tests use it
docs_prelude='set -euo pipefail
trap '\''printf "+ %s\n" "$BASH_COMMAND"'\'' DEBUG'
