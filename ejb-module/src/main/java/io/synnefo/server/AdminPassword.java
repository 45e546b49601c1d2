package io.synnefo.server;

import java.security.SecureRandom;

/** Passwords for guests. They are shown once, given to Ganeti as a secret and never stored. */
final class AdminPassword {
  /** Without those that look alike. */
  private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int LENGTH = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private AdminPassword() {}

  /** Twelve letters and digits that nobody can guess. */
  static String random() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
