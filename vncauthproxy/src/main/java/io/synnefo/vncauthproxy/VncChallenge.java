package io.synnefo.vncauthproxy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * VNC's authentication (RFC 6143, 7.2.2): the viewer encrypts a challenge with its password as the
 * key of DES, each byte of it with its bits in reverse.
 */
final class VncChallenge {
  static final int BYTES = 16;
  private static final int KEY = 8;
  private static final int MAX_PASSWORD = 256;

  private VncChallenge() {}

  /** Whether a console may have it; more than its first eight characters never count. */
  static boolean isPassword(String password) {
    return !password.isEmpty()
        && password.length() <= MAX_PASSWORD
        && StandardCharsets.ISO_8859_1.newEncoder().canEncode(password)
        && password.charAt(0) != 0; // to VNC it would be an empty one
  }

  /** Whether that is the answer of who knows the password; takes as long if it is not. */
  static boolean isAnswered(String password, byte[] challenge, byte[] answer) {
    return MessageDigest.isEqual(answer(password, challenge), answer);
  }

  /** The challenge as that password encrypts it. */
  @SuppressWarnings("InsecureCryptoUsage") // it is, and it is what VNC's viewers speak
  static byte[] answer(String password, byte[] challenge) {
    byte[] key = Arrays.copyOf(password.getBytes(StandardCharsets.ISO_8859_1), KEY);
    for (int i = 0; i < KEY; i++) {
      key[i] = (byte) (Integer.reverse(key[i]) >>> 24);
    }
    try {
      Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
      des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
      return des.doFinal(challenge);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no DES", e);
    }
  }
}
