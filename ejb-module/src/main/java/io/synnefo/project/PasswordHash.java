package io.synnefo.project;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Base64;

/** What is kept of a password: PBKDF2-HMAC-SHA512, its salt and its cost. */
@Embeddable
public class PasswordHash {
  @Column(name = "password_hash")
  private String hash;

  @Column(name = "password_salt")
  private String salt;

  @Column(name = "password_iterations")
  private int iterations;

  /** For JPA. */
  protected PasswordHash() {}

  PasswordHash(byte[] hash, byte[] salt, int iterations) {
    this.hash = Base64.getEncoder().encodeToString(hash);
    this.salt = Base64.getEncoder().encodeToString(salt);
    this.iterations = iterations;
  }

  byte[] hash() {
    return Base64.getDecoder().decode(hash);
  }

  byte[] salt() {
    return Base64.getDecoder().decode(salt);
  }

  int iterations() {
    return iterations;
  }
}
