package io.synnefo.api.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the console page as it goes out.
 *
 * @param type of its content, for the header
 * @param tag quoted, another one whenever the content is another
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ConsoleFile(byte[] content, String type, String tag) {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "svg", "image/svg+xml",
          "txt", "text/plain;charset=UTF-8");

  /** No name leads out of the page's own directory: directories have no dots. */
  private static final Pattern NAME =
      Pattern.compile("(?:/[a-zA-Z0-9_-]++(?=/))*+/[\\w-][\\w.-]*\\.(\\w+)");

  /** Whoever asks is nobody yet, and what he asks for may be long. */
  private static final int LONGEST_NAME = 255;

  /** The content's type; empty when nothing may have that name. */
  static Optional<String> type(String name) {
    if (name.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? Optional.ofNullable(TYPES.get(matcher.group(1))) : Optional.empty();
  }

  static ConsoleFile of(byte[] content, String type) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new ConsoleFile(content, type, '"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is said where there is no such file. */
  static ConsoleFile missing() {
    return of(
        "There is no such page.\n".getBytes(StandardCharsets.US_ASCII), "text/plain;charset=UTF-8");
  }
}
