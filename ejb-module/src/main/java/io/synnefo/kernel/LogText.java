package io.synnefo.kernel;

import io.synnefo.wire.text.Printable;
import org.jspecify.annotations.Nullable;

/** Text of callers' as it may stand in a line of the log. */
public final class LogText {
  private static final int LONGEST = 1000;

  private LogText() {}

  /** See {@link Printable#of(String, int)}; a thousand characters are enough to know it again. */
  public static String of(@Nullable Object text) {
    return Printable.of(String.valueOf(text), LONGEST);
  }
}
