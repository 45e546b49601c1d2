package io.synnefo.testbed.eventcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * Takes what arrives at an exchange into a recording. A queue of its own holds the messages until
 * they are fetched, so that it need not run while brokers are killed.
 */
final class Recorder {
  private final ConnectionFactory factory = new ConnectionFactory();
  private final List<Address> brokers;
  private final String queue;
  private final Recording recording;

  Recorder(List<Address> brokers, String user, String password, String queue, Recording recording) {
    this.brokers = brokers;
    this.queue = queue;
    this.recording = recording;
    factory.setUsername(user);
    factory.setPassword(password);
    factory.setAutomaticRecoveryEnabled(false);
  }

  /** From now on everything that is published to the exchange is kept for this recorder. */
  void bind(String exchange) throws IOException, TimeoutException {
    try (Connection connection = factory.newConnection(brokers);
        Channel channel = connection.createChannel()) {
      channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
      channel.queueBind(queue, exchange, "#");
    }
  }

  /** All that is in the queue now is in the recording; tells how many that were. */
  int drain() throws IOException, TimeoutException {
    int count = 0;
    try (Connection connection = factory.newConnection(brokers);
        Channel channel = connection.createChannel()) {
      for (GetResponse next = channel.basicGet(queue, false);
          next != null;
          next = channel.basicGet(queue, false)) {
        recording.add(
            next.getEnvelope().getRoutingKey(),
            Objects.requireNonNullElse(next.getProps().getMessageId(), ""),
            new String(next.getBody(), UTF_8));
        // only now: one that is fetched and not recorded comes again
        channel.basicAck(next.getEnvelope().getDeliveryTag(), false);
        count++;
      }
    }
    return count;
  }
}
