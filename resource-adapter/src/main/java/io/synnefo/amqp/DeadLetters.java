package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import io.synnefo.wire.queue.WorkQueue;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Publishes messages that were given up to the dead-letter queue, on a channel of its own with
 * confirms: the JMS client has no reject and no headers for it.
 */
final class DeadLetters {
  static final String REASON = "x-synnefo-reason";
  static final String QUEUE = "x-synnefo-queue";
  static final String ATTEMPTS = "x-synnefo-attempts";

  private final Connection connection;
  private final WorkQueue queue;
  private final int mostBytes;
  private SureChannel channel;

  DeadLetters(Connection connection, WorkQueue queue) throws IOException {
    this.connection = connection;
    this.queue = queue;
    this.channel = new SureChannel(connection);
    this.mostBytes = connection.getFrameMax();
  }

  /**
   * The message is in the dead-letter queue, with its reason and all that its publisher gave it,
   * when this returns.
   *
   * @param properties as it came
   * @param key its id, if it has none of its own
   * @throws NotTaken when the dead-letter queue is full or has no leader; another try may do better
   * @throws IOException when the broker did not take it: the message must stay where it is
   */
  synchronized void publish(
      AMQP.BasicProperties properties, byte[] body, String key, Verdict.DeadLetter dead)
      throws IOException {
    try {
      channel.publish(
          WorkQueue.DEAD_LETTER_EXCHANGE,
          queue.deadLetterQueue(),
          marked(properties, key, dead),
          body);
    } catch (NotTaken e) {
      renew();
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the dead letter was unconfirmed", e);
    } catch (TimeoutException e) {
      throw new IOException("the dead letter was not confirmed", e);
    }
  }

  /**
   * A channel that first met the queue without a leader asks the dead node for ever after: RabbitMQ
   * 3.10 refuses all that it publishes, long after another node leads.
   */
  private void renew() throws IOException {
    SureChannel refused = channel;
    channel = new SureChannel(connection);
    refused.abort();
  }

  /** The publisher's headers stay unless ours make them too many for the broker. */
  private AMQP.BasicProperties marked(
      AMQP.BasicProperties properties, String key, Verdict.DeadLetter dead) throws IOException {
    AMQP.BasicProperties onward = Onward.of(properties);
    Map<String, Object> headers = new HashMap<>(onward.getHeaders());
    Map<String, Object> ours = ours(dead);
    headers.putAll(ours);
    String id = onward.getMessageId();
    AMQP.BasicProperties.Builder builder =
        onward
            .builder()
            .messageId(id == null || id.isBlank() ? key : id)
            .expiration(null); // nobody would have seen it
    AMQP.BasicProperties whole = builder.headers(headers).build();
    return mostBytes > 0 && whole.toFrame(0, 0).size() > mostBytes
        ? builder.headers(ours).build()
        : whole;
  }

  private Map<String, Object> ours(Verdict.DeadLetter dead) {
    return Map.of(REASON, dead.reason(), QUEUE, queue.name(), ATTEMPTS, dead.attempts());
  }
}
