package io.synnefo.server;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A user's regular expression for names. It cannot keep the server busy: RE2 matches in a time that
 * grows with the name only, and repetitions that would make its program large are refused.
 */
final class NamePattern {
  private static final int LONGEST = 255;
  private static final int MOST_REPETITIONS = 1000;
  private static final java.util.regex.Pattern REPETITION =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");
  private final Pattern pattern;

  private NamePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Fault badRequest when it is not a regular expression; null matches everything. */
  static NamePattern of(@Nullable String regex) {
    try {
      if (regex != null && (regex.length() > LONGEST || repeats(regex) > MOST_REPETITIONS)) {
        throw refused();
      }
      return new NamePattern(Pattern.compile(regex == null ? "" : regex));
    } catch (PatternSyntaxException e) {
      throw refused();
    }
  }

  /** How often the innermost part may be written out: nested repetitions multiply. */
  private static long repeats(String regex) {
    Matcher counts = REPETITION.matcher(regex);
    long product = 1;
    while (counts.find() && product <= MOST_REPETITIONS) {
      String most = counts.group(2);
      product *= Long.parseLong(most == null || most.isEmpty() ? counts.group(1) : most);
      product = Math.max(product, 1);
    }
    return product;
  }

  boolean isIn(String name) {
    return pattern.matcher(name).find();
  }

  private static RuntimeException refused() {
    return ServerFaults.badRequest("Invalid input for query parameter name.");
  }
}
