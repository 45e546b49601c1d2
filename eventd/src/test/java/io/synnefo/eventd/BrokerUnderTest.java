package io.synnefo.eventd;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A running RabbitMQ, named by system properties:
 *
 * <ul>
 *   <li>synnefo.test.amqp.uri, as amqp://127.0.0.1:5672
 *   <li>synnefo.test.amqp.username, may declare and read what it likes
 *   <li>synnefo.test.amqp.password-file
 *   <li>synnefo.test.amqps.uri, the same broker by TLS as amqps://127.0.0.1:5671, with a
 *       certificate for that address that synnefo.test.amqps.ca-file vouches for, a PEM file;
 *       synnefo.test.amqps.other-ca-file is one that does not
 *   <li>synnefo.test.broker.script and synnefo.test.broker.dir: testbed/bin/rabbitmq.sh and the
 *       directory it started the broker in, for the test that kills it
 * </ul>
 */
final class BrokerUnderTest {
  private static final String ANY_KEY = "#";

  final String exchange = "it-" + UUID.randomUUID();
  final String queue = exchange + "-events";

  static String property(String name) {
    String value = System.getProperty(name, "");
    if (value.isEmpty()) {
      throw new IllegalStateException(
          "these tests need a running RabbitMQ: set -D" + name + " (see BrokerUnderTest)");
    }
    return value;
  }

  void declareExchange() throws Exception {
    call(channel -> channel.exchangeDeclare(exchange, "topic", true));
  }

  void bindQueue() throws Exception {
    bindQueue(ANY_KEY);
  }

  void bindQueue(String key) throws Exception {
    call(
        channel -> {
          channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
          channel.queueBind(queue, exchange, key);
        });
  }

  void remove() throws Exception {
    call(channel -> channel.queueDelete(queue));
    call(channel -> channel.exchangeDelete(exchange));
  }

  /** Every event in the queue, taken out of it; probes are dropped. */
  List<GetResponse> drain() throws Exception {
    List<GetResponse> messages = new ArrayList<>();
    call(
        channel -> {
          for (GetResponse next = channel.basicGet(queue, true);
              next != null;
              next = channel.basicGet(queue, true)) {
            if (!String.valueOf(next.getProps().getMessageId()).startsWith("probe:")) {
              messages.add(next);
            }
          }
        });
    return messages;
  }

  /** Runs testbed/bin/rabbitmq.sh on the broker. */
  static void script(String verb) throws IOException, InterruptedException {
    ProcessBuilder script =
        new ProcessBuilder(property("synnefo.test.broker.script"), verb).inheritIO();
    script.environment().put("RMQ_DIR", property("synnefo.test.broker.dir"));
    Process process = script.start();
    if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("rabbitmq.sh " + verb + " failed");
    }
  }

  private static void call(Call call) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(property("synnefo.test.amqp.uri"));
    factory.setUsername(property("synnefo.test.amqp.username"));
    factory.setPassword(
        Files.readString(Path.of(property("synnefo.test.amqp.password-file"))).strip());
    factory.setAutomaticRecoveryEnabled(false);
    try (Connection connection = factory.newConnection("test");
        Channel channel = connection.createChannel()) {
      call.on(channel);
    }
  }

  @FunctionalInterface
  private interface Call {
    void on(Channel channel) throws IOException;
  }
}
