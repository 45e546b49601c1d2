package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RabbitNodeIT {
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private Path dir = Path.of("");
  private Map<String, String> env = Map.of();

  @BeforeAll
  void start(@TempDir Path made) throws Exception {
    dir = made;
    rabbit("start").succeeded();
    env =
        Files.readAllLines(dir.resolve("env")).stream()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].replace("'", "")));
  }

  @AfterAll
  void stop() throws Exception {
    rabbit("stop").succeeded();
  }

  private Script.Result rabbit(String... arguments) throws Exception {
    return Script.of("testbed/bin/rabbitmq.sh", arguments).with("RMQ_DIR", dir).run();
  }

  private String env(String key) {
    return env.getOrDefault(key, "");
  }

  private Connection connect(String user, String password) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(env("AMQP_URIS"));
    factory.setUsername(user);
    factory.setPassword(password);
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection();
  }

  private Connection eventd() throws Exception {
    Path password = Path.of(env("AMQP_EVENTD_PASSWORD_FILE"));
    return connect(env("AMQP_EVENTD_USER"), Files.readString(password));
  }

  @Test
  void guestIsGone() {
    assertThrows(IOException.class, () -> connect("guest", "guest"));
  }

  @Test
  void eventdPublishesAndTheMessageReachesTheQueue() throws Exception {
    try (Connection connection = eventd()) {
      Channel channel = connection.createChannel();
      channel.confirmSelect();
      channel.basicPublish("ganeti", "ganeti.snf.event.op", true, null, BODY);
      channel.waitForConfirmsOrDie(10_000);
    }
    Path password = Path.of(env("AMQP_APP_PASSWORD_FILE"));
    try (Connection connection = connect(env("AMQP_APP_USER"), Files.readString(password))) {
      assertTrue(connection.createChannel().basicGet("snf-events-op", true) != null);
    }
  }

  @Test
  void eventdMayNeitherReadNorDeclareNorPublishElsewhere() throws Exception {
    try (Connection connection = eventd()) {
      refused(connection, channel -> channel.basicGet("snf-events-op", true));
      refused(connection, channel -> channel.queueDeclare("mine", true, false, false, null));
      refused(
          connection,
          channel -> {
            channel.confirmSelect();
            channel.basicPublish("ganeti-dl", "x", null, BODY);
            channel.waitForConfirmsOrDie(10_000);
          });
    }
  }

  private interface Attempt {
    void on(Channel channel) throws Exception;
  }

  private static void refused(Connection connection, Attempt attempt) throws IOException {
    Channel channel = connection.createChannel();
    Exception refusal = assertThrows(Exception.class, () -> attempt.on(channel));
    String reason = refusal + " " + refusal.getCause();
    assertTrue(reason.contains("ACCESS_REFUSED"), reason);
  }

  @Test
  void whatHoldsASecretIsForItsOwnerAlone() throws Exception {
    for (String name : List.of("env", "curl", "password.app", "node1/.erlang.cookie")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name))),
          name);
    }
  }

  @Test
  void stopLeavesNoProcessOfThisNode(@TempDir Path other) throws Exception {
    Script.of("testbed/bin/rabbitmq.sh", "start").with("RMQ_DIR", other).run().succeeded();
    Script.of("testbed/bin/rabbitmq.sh", "stop").with("RMQ_DIR", other).run().succeeded();
    assertFalse(
        ProcessHandle.allProcesses()
            .flatMap(process -> process.info().commandLine().stream())
            .anyMatch(line -> line.contains(other.toString())));
    assertTrue(rabbit("status").succeeded().text().matches("(?s)node1 pid=[0-9]+ .*"));
  }
}
