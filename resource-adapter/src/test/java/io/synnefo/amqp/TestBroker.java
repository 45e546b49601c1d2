package io.synnefo.amqp;

import io.synnefo.wire.queue.QueueList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The broker that the suite has started. */
final class TestBroker {
  private TestBroker() {}

  static BrokerSettings settings(QueueList queues) throws IOException {
    return new BrokerSettings(
        List.of(property("amqp.uri")),
        property("amqp.username"),
        Files.readString(Path.of(property("amqp.password-file"))).trim(),
        "it",
        "/",
        Optional.empty(),
        1,
        5,
        queues);
  }

  static String property(String name) {
    String value = System.getProperty("synnefo.test." + name);
    if (value == null) {
      throw new IllegalStateException("this test needs a RabbitMQ: ./synnefo test --only contract");
    }
    return value;
  }
}
