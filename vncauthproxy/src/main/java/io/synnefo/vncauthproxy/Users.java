package io.synnefo.vncauthproxy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.Sha2Crypt;

/**
 * Says whether a password is a user's. A hash takes milliseconds by design; so that a console does
 * not take as long each time, the right password is remembered by a fast one, whose key is this
 * process's alone. For any thread.
 */
final class Users {
  /** Hashed for who is not there, so that the time does not tell. */
  private static final String NOBODY =
      "$6$nobodynobodynobo$"
          + "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz./0123456789ABCDEFGHIJ";

  /** Characters; no longer one is right. */
  static final int MAX_PASSWORD = 256;

  private final Map<String, String> hashes;
  private final Map<String, byte[]> known = new ConcurrentHashMap<>();
  private final SecretKeySpec key;

  Users(Map<String, String> hashes) {
    this.hashes = Map.copyOf(hashes);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
  }

  int count() {
    return hashes.size();
  }

  /** Whether the password is known to be that user's without the slow hash. */
  boolean isKnown(String user, String password) {
    byte[] digest = known.get(user);
    return digest != null && MessageDigest.isEqual(digest, digest(password));
  }

  /** Whether it is that user's; takes milliseconds. */
  boolean isRight(String user, String password) {
    if (isKnown(user, password)) {
      return true;
    }
    String hash = hashes.getOrDefault(user, NOBODY);
    if (password.length() > MAX_PASSWORD || !isHashOf(hash, password)) {
      return false;
    }
    if (hashes.containsKey(user)) {
      known.put(user, digest(password));
      return true;
    }
    return false;
  }

  /** A new hash of the password, as the users file has it. */
  static String hash(String password) {
    return Sha2Crypt.sha512Crypt(password.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isHashOf(String hash, String password) {
    byte[] found =
        Sha2Crypt.sha512Crypt(password.getBytes(StandardCharsets.UTF_8), hash)
            .getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(found, hash.getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] digest(String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC", e);
    }
  }
}
