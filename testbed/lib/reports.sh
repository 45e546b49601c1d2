# shellcheck shell=bash
# The XML reports that surefire, failsafe and our own scripts write; one <testcase> a test.

# Prints PASSED FAILED SKIPPED over the reports in a directory.
reports_count() { # DIR
  reports_cases "$1" | awk '{ n[$1]++ } END { printf "%d %d %d\n", n["passed"], n["failed"], n["skipped"] }'
}

# One line a test: its outcome and its name as Class.method. A retried or failing set-up is a failed
# test of the name of its class.
reports_cases() { # DIR
  find "$1" -name 'TEST-*.xml' -print0 | sort -z | xargs -0 -r cat | awk '
    function attribute(key,    text) {
      text = $0
      if (!sub(".*[ \t]" key "=\"", "", text)) return ""
      sub("\".*", "", text)
      return text
    }
    function told() { if (name != "") print outcome, name; name = "" }
    /<testcase[ \t>]/ {
      told()
      class = attribute("classname"); sub(".*\\.", "", class)
      method = attribute("name"); gsub(/[({].*/, "", method); gsub(/[ \t]/, "_", method)
      name = class "." method; outcome = "passed"
    }
    /<skipped/ { if (outcome == "passed") outcome = "skipped" }
    /<failure|<error/ { outcome = "failed" }
    /<\/testsuite>/ { told() }
    END { told() }'
}

# The failed tests and the beginning of what each of them said: where only this output is kept, it must do
# to find the cause.
reports_failures() { # DIR
  local name
  while read -r name; do
    echo "  failed: $name"
    reports_reason "$1" "$name" | cut -c -400 | awk -v most="$REPORTS_TOLD" 'NR <= most' | sed 's/^/      /'
  done < <(reports_cases "$1" | sed -n 's/^failed //p')
}

REPORTS_TOLD=40

reports_reason() { # DIR NAME
  find "$1" -name 'TEST-*.xml' -print0 | sort -z | xargs -0 -r cat | awk -v wanted="$2" '
    function attribute(key,    text) {
      text = $0
      if (!sub(".*[ \t]" key "=\"", "", text)) return ""
      sub("\".*", "", text)
      return text
    }
    function plain(text) {
      gsub(/<!\[CDATA\[|\]\]>|<\/?(failure|error)[^>]*>/, "", text)
      gsub(/&#10;/, "\n", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text)
      gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\x27", text); gsub(/&amp;/, "\\&", text)
      return text
    }
    /<testcase[ \t>]/ {
      class = attribute("classname"); sub(".*\\.", "", class)
      method = attribute("name"); gsub(/[({].*/, "", method); gsub(/[ \t]/, "_", method)
      here = class "." method == wanted
    }
    !here { next }
    /<(failure|error)[^>]*\/>/ { print plain(attribute("message")); next }
    /<failure|<error/ { told = 1; sub(/.*<(failure|error)[^>]*>/, "") }
    told && plain($0) != "" { print plain($0) }
    /<\/failure>|<\/error>/ { told = 0 }'
}

# What there is to read of a suite that ended without a test that failed: as when its time was up.
reports_log_says() { # LOG
  { grep -m 10 -E 'ERROR|FAILED' "$1" || tail -n 10 "$1"; } | sed 's/^/    /'
}

# Prints the skipped tests that testbed/skips.txt gives no reason for.
reports_unexplained() { # DIR SKIPS_FILE
  local outcome name
  while read -r outcome name; do
    [[ $outcome == skipped ]] || continue
    grep -qE "^${name//./\\.}[[:space:]]+[^[:space:]]" "$2" || echo "$name"
  done < <(reports_cases "$1")
}

# Copies the reports that Maven wrote since a moment into a directory.
reports_collect() { # KIND(surefire|failsafe) STAMP_FILE DIR
  local file module
  while read -r file; do
    module=${file#./}
    mkdir -p "$3/${module%%/*}"
    cp "$file" "$3/${module%%/*}/"
  done < <(find . -path "./*/target/$1-reports/TEST-*.xml" -newer "$2")
}

# Prints the test classes of the source tree that have no report: a green run that tested nothing is
# none. A ...UnderTest is what a test looks at.
reports_absent() { # ROOT DIR
  local file name
  while read -r file; do
    name=${file##*/}
    name=${name%.java}
    ! grep -qE "\babstract class $name\b" "$file" || continue
    [[ -n $(find "$2" -name "TEST-*.$name.xml" -print -quit) ]] || echo "$name"
  done < <(find "$1" -path '*/src/test/java/*' \( -name '*Test.java' -o -name '*IT.java' \) ! -name '*UnderTest.java' ! -path '*/target/*' | sort)
}
