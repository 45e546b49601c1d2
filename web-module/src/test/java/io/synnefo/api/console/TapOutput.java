package io.synnefo.api.console;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What node's test runner says, of which some versions list each file as a test, too. */
final class TapOutput {
  private static final Pattern RESULT =
      Pattern.compile("\\s*(not ok|ok) \\d+ - (.*?)(\\s+# \\p{Upper}+\\b.*)?");

  private TapOutput() {}

  /** One test and its end. */
  record Outcome(String name, boolean passed) {}

  /**
   * Each test; a file counts only if it failed. One with a directive, as a skipped one, is none
   * that passed.
   */
  static List<Outcome> outcomes(List<String> lines) {
    return lines.stream()
        .map(RESULT::matcher)
        .filter(Matcher::matches)
        .map(
            line -> new Outcome(line.group(2), line.group(1).equals("ok") && line.group(3) == null))
        .filter(outcome -> !outcome.passed() || !outcome.name().endsWith(".mjs"))
        .toList();
  }
}
