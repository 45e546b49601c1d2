package io.synnefo.wire.vnc;

/**
 * Where a JSON object ends that comes byte by byte: the control protocol has neither a length nor a
 * line's end, and whoever answers need not close. Whether what ends there is right is for a parser
 * to say.
 */
public final class ObjectEnd {
  private int open;
  private boolean quoted;
  private boolean escaped;

  /** Whether the object, or what stands in its place, is complete with the next byte. */
  public boolean isReachedBy(byte next) {
    if (quoted) {
      inText(next);
      return false;
    }
    switch (next) {
      case '"' -> quoted = true;
      case '{', '[' -> open++;
      case '}', ']' -> {
        open--;
        return open <= 0;
      }
      default -> {
        // of no concern
      }
    }
    return false;
  }

  private void inText(byte next) {
    if (escaped) {
      escaped = false;
    } else if (next == '\\') {
      escaped = true;
    } else if (next == '"') {
      quoted = false;
    }
  }
}
