package io.synnefo.amqp;

import io.synnefo.wire.text.Printable;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** The publisher's message id, on one line; for one that sends none, the digest of the body. */
  static String key(Message message) throws JMSException {
    Optional<String> id = usable(message.getJMSMessageID());
    return id.isPresent() ? id.get() : digest(body(message));
  }

  /** The same of a message that the JMS client has not read. */
  static String key(@Nullable String id, byte[] body) {
    return usable(id).orElseGet(() -> digest(body));
  }

  private static Optional<String> usable(@Nullable String id) {
    return Optional.ofNullable(id)
        .filter(text -> !text.isBlank())
        .map(Printable::of)
        .filter(text -> text.length() <= LONGEST_KEY);
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
