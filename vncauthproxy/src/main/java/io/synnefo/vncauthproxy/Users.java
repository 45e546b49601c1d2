package io.synnefo.vncauthproxy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.Sha2Crypt;

/**
 * Says whether a password is a user's. A hash takes milliseconds by design; so that a console does
 * not take as long each time, the right password is remembered by a fast one, whose key is this
 * process's alone. For any thread.
 */
final class Users {
  /** A hash of so many rounds that is nobody's, for the time that it takes. */
  private static final String NOBODYS =
      "$6$rounds=%d$nobodynobodynobo$"
          + "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz./0123456789ABCDEFGHIJ";

  private static final Pattern ROUNDS = Pattern.compile("\\$6\\$rounds=([0-9]+)\\$.*");
  private static final int USUAL_ROUNDS = 5000; // crypt's, where a hash names none

  /** Characters; no longer one is right. */
  static final int MAX_PASSWORD = 256;

  private final Map<String, String> hashes;
  private final Map<String, byte[]> known = new ConcurrentHashMap<>();
  private final SecretKeySpec key;
  private final int mostRounds;

  Users(Map<String, String> hashes) {
    this.hashes = Map.copyOf(hashes);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
    this.mostRounds = hashes.values().stream().mapToInt(Users::rounds).max().orElse(USUAL_ROUNDS);
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
    if (password.length() > MAX_PASSWORD) {
      return false;
    }
    String own = hashes.get(user);
    if (own != null && isHashOf(own, password)) {
      known.put(user, digest(password));
      return true;
    }
    int rest = rest(user);
    if (rest > 0) {
      isHashOf(NOBODYS.formatted(rest), password);
    }
    return false;
  }

  /**
   * How many rounds a wrong password of that user's takes beyond those of his own hash, if he has
   * one. So whoever is named, it takes as many as the slowest hash that there is.
   */
  int rest(String user) {
    String own = hashes.get(user);
    return own == null ? mostRounds : mostRounds - rounds(own);
  }

  private static int rounds(String hash) {
    Matcher named = ROUNDS.matcher(hash);
    return named.matches() ? Integer.parseInt(named.group(1)) : USUAL_ROUNDS;
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
