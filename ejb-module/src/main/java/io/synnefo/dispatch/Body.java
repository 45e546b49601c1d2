package io.synnefo.dispatch;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.nio.charset.StandardCharsets;

/** What a message holds, whichever kind the JMS client made of it, and where it came from. */
final class Body {
  private Body() {}

  /** The queue that it was delivered from. */
  static String queueOf(Message message) {
    try {
      return ((Queue) message.getJMSDestination()).getQueueName();
    } catch (JMSException e) {
      throw new IllegalStateException("a message without its queue", e);
    }
  }

  static byte[] of(Message message) {
    try {
      return message instanceof BytesMessage
          ? message.getBody(byte[].class)
          : message.getBody(String.class).getBytes(StandardCharsets.UTF_8);
    } catch (JMSException e) {
      throw new IllegalStateException("a message could not be read", e);
    }
  }
}
