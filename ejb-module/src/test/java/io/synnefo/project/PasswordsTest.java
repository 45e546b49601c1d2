package io.synnefo.project;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords(1_000);

  @Test
  void onlyThePasswordKeptMatches() {
    PasswordHash kept = passwords.keep("correct horse");
    assertTrue(passwords.matches("correct horse", Optional.of(kept)));
    assertFalse(passwords.matches("correct horse ", Optional.of(kept)));
    assertFalse(passwords.matches("", Optional.of(kept)));
  }

  @Test
  void nothingKeptMatchesNothing() {
    assertFalse(passwords.matches("", Optional.empty()));
  }

  @Test
  void twoUsersWithOnePasswordHaveDifferentHashes() {
    PasswordHash one = passwords.keep("same");
    PasswordHash two = passwords.keep("same");
    assertNotEquals(
        new String(one.hash(), java.nio.charset.StandardCharsets.ISO_8859_1),
        new String(two.hash(), java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  @Test
  void aHashKeptAtAnotherCostStillMatches() {
    PasswordHash old = new Passwords(7).keep("old");
    assertTrue(passwords.matches("old", Optional.of(old)));
  }
}
