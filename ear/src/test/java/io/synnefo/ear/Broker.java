package io.synnefo.ear;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The private broker of these tests, seen by a plain AMQP client and by its script. */
final class Broker implements AutoCloseable {
  private static final int PERSISTENT = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final Connection connection;
  private final Channel channel;

  Broker() throws IOException, TimeoutException {
    Config config = ConfigProvider.getConfig();
    ConnectionFactory factory = new ConnectionFactory();
    try {
      factory.setUri(config.getValue("synnefo.amqp.uris", String.class));
    } catch (Exception e) {
      throw new IOException(e);
    }
    factory.setUsername(config.getValue("synnefo.amqp.username", String.class));
    factory.setPassword(config.getValue("synnefo.amqp.password", String.class));
    factory.setAutomaticRecoveryEnabled(false);
    connection = factory.newConnection();
    channel = connection.createChannel();
  }

  /**
   * The message is in the queue when this returns. A broker that was killed just now may refuse it,
   * and does so on the same channel for ever: each attempt has its own.
   */
  void publish(String text) {
    publish("ganeti.snf.probe", text, text);
  }

  /**
   * The same of a message with that key and id. As the event daemon does, it goes on until the
   * broker confirms a message that it did not return: one that no queue takes is confirmed, too.
   */
  void publish(String key, String id, String text) {
    await("publish").atMost(PATIENCE).until(() -> isTaken(key, id, text));
  }

  private boolean isTaken(String key, String id, String text)
      throws IOException, InterruptedException, TimeoutException {
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .deliveryMode(PERSISTENT)
            .messageId(id)
            .contentType("application/json")
            .build();
    try (Channel fresh = connection.createChannel()) {
      AtomicBoolean returned = new AtomicBoolean();
      fresh.addReturnListener(message -> returned.set(true));
      fresh.confirmSelect();
      fresh.basicPublish("ganeti", key, true, properties, text.getBytes(StandardCharsets.UTF_8));
      return fresh.waitForConfirms(10_000) && !returned.get();
    }
  }

  /** Takes one dead letter out. */
  Optional<GetResponse> deadLetter() throws IOException {
    return Optional.ofNullable(channel.basicGet("snf-probe-dl", true));
  }

  /** Messages in the queue that nobody has in hand. */
  long ready() throws IOException {
    return channel.messageCount("snf-probe");
  }

  /** Those of whichever instance. */
  long consumers() throws IOException {
    return channel.consumerCount("snf-probe");
  }

  void deleteQueue() throws IOException {
    channel.queueDelete("snf-probe");
  }

  /** Runs the broker's script: start, kill, stop. */
  static void script(String verb) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("synnefo.it.root") + "/testbed/bin/rabbitmq.sh", verb);
    builder.environment().put("RMQ_DIR", System.getProperty("synnefo.it.rabbitmq"));
    builder.redirectErrorStream(true).redirectOutput(new File("/dev/null"));
    Process process = builder.start();
    if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("rabbitmq.sh " + verb + " failed");
    }
  }

  @Override
  public void close() throws IOException {
    connection.abort(2000);
  }
}
