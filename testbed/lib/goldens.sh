# shellcheck shell=bash
# Golden files: each test that compares one leaves what it found below its module's target/goldens,
# under the path that the golden file has in the repository.

# Takes over what the tests of these modules left, and tells what changed by that.
goldens_take() { # ROOT MODULE...
  local root=$1 module file changed=0
  shift
  for module in "$@"; do
    [[ -d $root/$module/target/goldens ]] || { echo "goldens: the test of $module left none" >&2; return 1; }
    while read -r file; do
      ! cmp -s "$root/$module/target/goldens/$file" "$root/$file" || continue
      install -D -m 644 "$root/$module/target/goldens/$file" "$root/$file"
      echo "changed: $file"
      changed=1
    done < <(cd "$root/$module/target/goldens" && find . -type f -printf '%P\n' | sort)
  done
  ((changed)) || echo "every golden file is as it was"
}
