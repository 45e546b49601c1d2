package io.synnefo.wire.vnc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a viewer shows at the gateway: 256 random bits as 43 characters that may stand in a header
 * and in a URL. The proxy is told its hash and nothing else, so that neither the proxy's memory nor
 * the way there holds what opens a console.
 */
public record ConsoleToken(String text) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** One that nobody had before. */
  public static ConsoleToken random() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return new ConsoleToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** SHA-256 of its characters, 64 hexadecimal digits in lower case. */
  public String hash() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has it", e);
    }
  }

  /** Not the token: it may come into a log. */
  @Override
  public String toString() {
    return "a token";
  }
}
