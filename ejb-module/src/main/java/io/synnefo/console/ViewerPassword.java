package io.synnefo.console;

import java.security.SecureRandom;

/** Passwords of viewers: as many characters as VNC looks at. */
final class ViewerPassword {
  static final int LENGTH = 8;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private ViewerPassword() {}

  /** One of letters and digits. */
  static String random() {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
