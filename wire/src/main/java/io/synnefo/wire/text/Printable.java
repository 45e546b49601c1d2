package io.synnefo.wire.text;

/** Text of somebody else's as it may stand in a line of a log. */
public final class Printable {
  private static final String CUT = "...";

  private Printable() {}

  /**
   * The text on one line: what would end the line, turn its direction or not be seen is written as
   * its code, in the form that Java and JSON have for it.
   */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            code -> {
              if (isSeen(code)) {
                line.appendCodePoint(code);
              } else {
                line.append(String.format(code > 0xffff ? "\\U%08x" : "\\u%04x", code));
              }
            });
    return line.toString();
  }

  /** The same of its first {@code longest} characters; what is cut off shows as dots. */
  public static String of(String text, int longest) {
    return text.length() <= longest ? of(text) : of(text.substring(0, longest)) + CUT;
  }

  private static boolean isSeen(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
