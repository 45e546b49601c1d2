package io.synnefo.project;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes passwords slowly, and never more than a few at once: a flood of log-ins must leave
 * processors to everybody else.
 */
@ApplicationScoped
class Passwords {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
  private static final int ITERATIONS = 210_000;
  private static final int HASH_BYTES = 64;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE = 4;
  private static final int WAIT_SECONDS = 10;

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final SecureRandom random = new SecureRandom();
  private final int iterations;
  private final PasswordHash nobody;

  Passwords() {
    this(ITERATIONS);
  }

  Passwords(int iterations) {
    this.iterations = iterations;
    this.nobody = new PasswordHash(new byte[HASH_BYTES], new byte[SALT_BYTES], iterations);
  }

  /** What to keep of {@code password}. */
  public PasswordHash keep(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(derive(password, salt, iterations), salt, iterations);
  }

  /** Whether the password is the one kept; takes as long when nothing is kept. */
  public boolean matches(String password, Optional<PasswordHash> kept) {
    PasswordHash expected = kept.orElse(nobody);
    byte[] found = derive(password, expected.salt(), expected.iterations());
    return MessageDigest.isEqual(found, expected.hash()) && kept.isPresent();
  }

  private byte[] derive(String password, byte[] salt, int cost) {
    takePlace();
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, cost, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    } finally {
      spec.clearPassword();
      places.release();
    }
  }

  private void takePlace() {
    try {
      if (places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Fault(FaultCode.SERVICE_UNAVAILABLE, "Too many users are logging in. Try again.");
  }
}
