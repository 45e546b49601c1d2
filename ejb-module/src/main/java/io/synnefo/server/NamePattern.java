package io.synnefo.server;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A user's regular expression for names. It cannot keep the server busy: a match that takes too
 * many steps is refused like a malformed expression.
 */
final class NamePattern {
  private static final int MOST_STEPS = 100_000;
  private static final int LONGEST = 255;
  private final Pattern pattern;

  private NamePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Fault badRequest when it is not a regular expression; null matches everything. */
  static NamePattern of(@Nullable String regex) {
    try {
      if (regex != null && regex.length() > LONGEST) {
        throw refused();
      }
      return new NamePattern(Pattern.compile(regex == null ? "" : regex));
    } catch (PatternSyntaxException e) {
      throw refused();
    }
  }

  /** Fault badRequest when it takes too many steps to tell. */
  boolean isIn(String name) {
    return pattern.matcher(new Counted(name, new int[] {MOST_STEPS})).find();
  }

  private static RuntimeException refused() {
    return ServerFaults.badRequest("Invalid input for query parameter name.");
  }

  /** Counts what the matcher reads, over all its views of the name. */
  private static final class Counted implements CharSequence {
    private final CharSequence text;
    private final int[] left;

    Counted(CharSequence text, int[] left) {
      this.text = text;
      this.left = left;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left[0] < 0) {
        throw refused();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), left);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
