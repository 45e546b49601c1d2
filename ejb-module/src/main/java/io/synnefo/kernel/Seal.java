package io.synnefo.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps texts from who can read the database but not the settings: AES-GCM, its key made of a
 * password of the settings. What was sealed for one purpose does not open for another.
 */
public final class Seal {
  private static final int ITERATIONS = 210_000;
  private static final int KEY_BITS = 256;
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;

  /**
   * Takes a tenth of a second, so that guessing passwords takes long: to be kept.
   *
   * @param salt what makes keys of the same password differ
   */
  public Seal(String password, String salt) {
    PBEKeySpec slow =
        new PBEKeySpec(password.toCharArray(), salt.getBytes(UTF_8), ITERATIONS, KEY_BITS);
    try {
      SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
      this.key = new SecretKeySpec(factory.generateSecret(slow).getEncoded(), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has PBKDF2 and AES", e);
    } finally {
      slow.clearPassword();
    }
  }

  /** The text, in Base64, for {@link #open} alone. */
  public String close(String text, String purpose) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(text.getBytes(UTF_8));
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + closed.length);
      System.arraycopy(closed, 0, all, NONCE_BYTES, closed.length);
      return Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has AES-GCM", e);
    }
  }

  /** The text; empty when it was sealed with another password or purpose, or was altered. */
  public Optional<String> open(String closed, String purpose) {
    try {
      byte[] all = Base64.getDecoder().decode(closed);
      int length = all.length - NONCE_BYTES;
      if (length < TAG_BITS / Byte.SIZE) {
        return Optional.empty();
      }
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES), purpose);
      return Optional.of(new String(cipher.doFinal(all, NONCE_BYTES, length), UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(UTF_8));
    return cipher;
  }
}
