package io.synnefo.amqp;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Body and identity of a message, whichever kind the JMS client made of it. */
final class MessageText {
  private static final int LONGEST_KEY = 200;

  private MessageText() {}

  static byte[] body(Message message) throws JMSException {
    if (message instanceof TextMessage text) {
      String body = text.getText();
      return (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
    }
    if (message instanceof BytesMessage bytes) {
      bytes.reset();
      byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
      bytes.readBytes(body);
      bytes.reset();
      return body;
    }
    return new byte[0];
  }

  /** The publisher's message id; for one that sends none, the digest of the body. */
  static String key(Message message) throws JMSException {
    String id = message.getJMSMessageID();
    if (id != null && !id.isBlank() && id.length() <= LONGEST_KEY) {
      return id;
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body(message)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
