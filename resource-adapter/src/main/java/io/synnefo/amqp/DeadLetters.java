package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.synnefo.wire.queue.WorkQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Publishes messages that were given up to the dead-letter queue, on a channel of its own with
 * confirms: the JMS client has no reject and no headers for it.
 */
final class DeadLetters {
  static final String REASON = "x-synnefo-reason";
  static final String QUEUE = "x-synnefo-queue";
  static final String ATTEMPTS = "x-synnefo-attempts";
  private static final int PERSISTENT = 2;
  private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(10);

  private final Channel channel;
  private final WorkQueue queue;
  private final AtomicBoolean returned = new AtomicBoolean();

  DeadLetters(Connection connection, WorkQueue queue) throws IOException {
    this.queue = queue;
    this.channel = connection.createChannel();
    channel.confirmSelect();
    channel.addReturnListener(back -> returned.set(true));
  }

  /**
   * The message is in the dead-letter queue, with its reason, when this returns.
   *
   * @throws IOException when the broker did not take it: the message must stay where it is
   */
  synchronized void publish(byte[] body, String messageId, Verdict.DeadLetter dead)
      throws IOException {
    Map<String, Object> headers = new HashMap<>();
    headers.put(REASON, dead.reason());
    headers.put(QUEUE, queue.name());
    headers.put(ATTEMPTS, dead.attempts());
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .headers(headers)
            .messageId(messageId)
            .deliveryMode(PERSISTENT)
            .contentType("application/json")
            .build();
    returned.set(false);
    channel.basicPublish(
        WorkQueue.DEAD_LETTER_EXCHANGE, queue.deadLetterQueue(), true, properties, body);
    try {
      if (!channel.waitForConfirms(CONFIRM_TIMEOUT.toMillis())) {
        throw new IOException("the broker refused the dead letter");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the dead letter was unconfirmed", e);
    } catch (TimeoutException e) {
      throw new IOException("the dead letter was not confirmed", e);
    }
    if (returned.get()) {
      throw new IOException("no queue took the dead letter: " + queue.deadLetterQueue());
    }
  }
}
