package io.synnefo.testbed.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** A viewer's part of RFB 3.8. */
public final class Rfb {
  private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte NONE = 1;
  private static final byte VNC = 2;
  private static final int CHALLENGE = 16;
  private static final int KEY = 8;

  private Rfb() {}

  /**
   * Let in; what comes next is the viewer's ClientInit.
   *
   * @param password empty: the server asks for none
   * @throws IOException when it is not let in; the text has the server's reason
   */
  public static void enter(Line line, String password) throws IOException {
    line.read(VERSION.length);
    line.send(VERSION);
    line.read(line.read(1)[0]); // the types that it offers
    if (password.isEmpty()) {
      line.send(NONE);
    } else {
      line.send(VNC);
      line.send(answer(password, line.read(CHALLENGE)));
    }
    if (number(line) != 0) {
      throw new IOException(new String(line.read(number(line)), StandardCharsets.UTF_8));
    }
  }

  /** The next four bytes. */
  static int number(Line line) throws IOException {
    return ByteBuffer.wrap(line.read(Integer.BYTES)).getInt();
  }

  /**
   * The challenge, encrypted by the first eight characters, with each byte's bits the other way.
   */
  private static byte[] answer(String password, byte[] challenge) throws IOException {
    byte[] key = new byte[KEY];
    byte[] text = password.getBytes(StandardCharsets.ISO_8859_1);
    for (int n = 0; n < Math.min(KEY, text.length); n++) {
      key[n] = (byte) (Integer.reverse(text[n]) >>> (Integer.SIZE - Byte.SIZE));
    }
    try {
      Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
      return cipher.doFinal(challenge);
    } catch (GeneralSecurityException e) {
      throw new IOException("this JVM has no DES", e);
    }
  }
}
