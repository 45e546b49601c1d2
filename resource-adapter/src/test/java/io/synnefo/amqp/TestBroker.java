package io.synnefo.amqp;

import io.synnefo.wire.queue.QueueList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The broker that the suite has started. */
final class TestBroker {
  private static final int PATIENCE_SECONDS = 30;

  private TestBroker() {}

  static BrokerSettings settings(QueueList queues) throws IOException {
    return settings(
        property("amqp.uri"),
        property("amqp.username"),
        Path.of(property("amqp.password-file")),
        queues);
  }

  static BrokerSettings settings(String uri, String username, Path password, QueueList queues)
      throws IOException {
    return new BrokerSettings(
        List.of(uri),
        username,
        Files.readString(password).trim(),
        "it",
        "/",
        Optional.empty(),
        1,
        5,
        queues);
  }

  /** What rabbitmqctl says to that. */
  static String ctl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(property("broker.script"), "ctl", "1"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("RMQ_DIR", property("broker.dir"));
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("rabbitmqctl does not end");
    }
    return text;
  }

  static String property(String name) {
    String value = System.getProperty("synnefo.test." + name);
    if (value == null) {
      throw new IllegalStateException("this test needs a RabbitMQ: ./synnefo test --only contract");
    }
    return value;
  }
}
