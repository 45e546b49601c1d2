package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Publishes one message at a time, and knows that a queue has it. For one thread. */
final class SureChannel implements AutoCloseable {
  private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(10);

  private final Channel channel;
  private final AtomicBoolean returned = new AtomicBoolean();

  SureChannel(Connection connection) throws IOException {
    this.channel = connection.createChannel();
    channel.confirmSelect();
    channel.addReturnListener(back -> returned.set(true));
  }

  /**
   * A queue has it, confirmed.
   *
   * @throws NotTaken when the queue takes no more, or has no leader: then this channel may be
   *     refused for good
   * @throws IOException when there is no queue for it, or nobody to ask
   * @throws TimeoutException when nobody says
   */
  void publish(String exchange, String key, AMQP.BasicProperties properties, byte[] body)
      throws IOException, InterruptedException, TimeoutException {
    returned.set(false);
    channel.basicPublish(exchange, key, true, properties, body);
    if (!channel.waitForConfirms(CONFIRM_TIMEOUT.toMillis())) {
      throw new NotTaken("the queue for " + key + " did not take it: full, or no leader");
    }
    if (returned.get()) {
      throw new IOException("no queue takes what has key " + key + " at exchange " + exchange);
    }
  }

  /** Closes it, whatever is wrong with it. */
  void abort() throws IOException {
    channel.abort();
  }

  @Override
  public void close() throws IOException, TimeoutException {
    channel.close();
  }
}
