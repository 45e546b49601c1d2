package io.synnefo.testbed.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** What the broker alone costs: one channel, the same messages, the same kind of queue. */
final class BarePublisher implements AutoCloseable {
  private static final int WINDOW = 256;
  private static final long TIMEOUT_MILLIS = 60_000;
  private static final String QUEUE = "snf-events-op";

  private final Connection connection;
  private final Channel channel;

  BarePublisher(Map<String, String> broker) throws IOException, TimeoutException {
    ConnectionFactory factory = new ConnectionFactory();
    try {
      factory.setUri(String.valueOf(broker.get("AMQP_URIS")).replaceFirst(",.*", ""));
    } catch (URISyntaxException | GeneralSecurityException e) {
      throw new IOException(e);
    }
    factory.setUsername(broker.get("AMQP_ADMIN_USER"));
    factory.setPassword(
        Files.readString(Path.of(String.valueOf(broker.get("AMQP_ADMIN_PASSWORD_FILE")))).strip());
    this.connection = factory.newConnection("bench");
    this.channel = connection.createChannel();
    channel.confirmSelect();
  }

  /** The body of a message of the daemon's, taken from its queue. */
  byte[] sample() throws IOException {
    GetResponse message = channel.basicGet(QUEUE, true);
    if (message == null) {
      throw new IOException(QUEUE + " is empty");
    }
    return message.getBody();
  }

  /** The queue is empty. */
  void purge() throws IOException {
    channel.queuePurge(QUEUE);
  }

  /** How many messages are in the queue. */
  long count() throws IOException {
    return channel.messageCount(QUEUE);
  }

  /** How long it takes until that many are confirmed, by the window at once. */
  Duration publish(byte[] body, int count)
      throws IOException, InterruptedException, TimeoutException {
    long begin = System.nanoTime();
    for (int n = 1; n <= count; n++) {
      channel.basicPublish("", QUEUE, true, MessageProperties.PERSISTENT_BASIC, body);
      if (n % WINDOW == 0 || n == count) {
        channel.waitForConfirmsOrDie(TIMEOUT_MILLIS);
      }
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
