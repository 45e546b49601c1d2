package io.synnefo.testbed.eventcheck;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What docs/broker.md says of two and of three nodes, with {@code cluster.conf.in} as it is
 * shipped, and what it has an operator type.
 */
@Timeout(240)
class BrokerPageIT {
  private static final int SOON_MILLIS = 3000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOOLS =
      """
      rabbitmq-queues() { "$SCRIPT" queues "$NODE" "$@"; }
      rabbitmqctl() { "$SCRIPT" ctl "$NODE" "$@"; }
      """;

  @Test
  void twoNodesEndWithEitherAndTheLastOfThreeGoesOnAsSoonAsASecondIsThere() throws Exception {
    Path dir = TestPaths.work("page").resolve("rmq");
    try (PrivateBroker broker = new PrivateBroker(dir, 3, List.of("1", "2"))) {
      run(dir, 1, "rabbitmqctl import_definitions topology.json");
      await().atMost(PATIENCE).until(() -> publishes(broker));
      broker.script("kill", "2");
      await().atMost(PATIENCE).until(() -> !publishes(broker));
      broker.script("start", "2");
      await().atMost(PATIENCE).until(() -> publishes(broker));

      broker.script("start", "3");
      assertEquals(Set.of(2L), membersOfQueues(dir));
      run(dir, 1, command("rabbitmq-queues grow "));
      assertEquals(Set.of(3L), membersOfQueues(dir));
      await().atMost(PATIENCE).until(() -> !isCritical(dir));
      broker.script("kill", "1");
      await().atMost(PATIENCE).until(() -> isCritical(dir));
      broker.script("kill", "2");
      await().atMost(PATIENCE).until(() -> !publishes(broker));
      broker.script("start", "1");
      await().atMost(PATIENCE).until(() -> publishes(broker));
    }
  }

  @Test
  void aHashMadeByHandLetsItsPasswordInAndADeletedQueueCanBeDeclaredOtherwise() throws Exception {
    Path dir = TestPaths.work("typed").resolve("rmq");
    try (PrivateBroker broker = new PrivateBroker(dir, 1)) {
      Files.writeString(dir.resolve("password"), "of my own\n");
      String hash = run(dir, 1, command("head -c 4 ") + "\n" + command("{ cat salt; "));
      String users =
          Files.readString(TestPaths.root().resolve("server-config/rabbitmq/users.json.in"))
              .replace("@PREFIX@", "snf")
              .replaceAll("@[A-Z]+_HASH@", Matcher.quoteReplacement(hash.strip()));
      Files.writeString(dir.resolve("users.json"), users);
      run(dir, 1, "rabbitmqctl import_definitions users.json");
      try (Connection application = connection(broker, "AMQP_APP_USER", "of my own")) {
        assertThrows(IOException.class, () -> declareShort(application));
        for (String queue : List.of("snf-events-op", "snf-events-op-dl")) {
          run(dir, 1, "rabbitmqctl delete_queue " + queue); // as operator.md has it
        }
        declareShort(application);
      }
    }
  }

  /** The queue as another version of the application might want it. */
  private static void declareShort(Connection application) throws IOException {
    Channel channel = application.createChannel();
    channel.queueDeclare(
        "snf-events-op", true, false, false, Map.of("x-queue-type", "quorum", "x-max-length", 7));
  }

  private static Connection connection(PrivateBroker broker, String user, String password)
      throws IOException, TimeoutException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUsername(broker.env(user));
    factory.setPassword(password);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setHandshakeTimeout(SOON_MILLIS);
    factory.setChannelRpcTimeout(SOON_MILLIS);
    return factory.newConnection(broker.addresses());
  }

  /** Whether a queue takes an event, as the daemon sends it; a broker that hangs does not. */
  private static boolean publishes(PrivateBroker broker) throws Exception {
    Connection connection = null;
    try {
      connection =
          connection(broker, "AMQP_EVENTD_USER", broker.secret("AMQP_EVENTD_PASSWORD_FILE"));
      Channel channel = connection.createChannel();
      channel.confirmSelect();
      channel.basicPublish("ganeti", "ganeti.snf.event.op", true, null, new byte[0]);
      return channel.waitForConfirms(SOON_MILLIS);
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      return false;
    } finally {
      if (connection != null) {
        connection.abort(SOON_MILLIS);
      }
    }
  }

  private static boolean isCritical(Path dir) throws Exception {
    Outcome outcome = outcome(dir, 3, command("rabbitmq-queues check_if_node_is_quorum_critical"));
    return outcome.exit() != 0 && outcome.text().contains("snf-events-op");
  }

  /** How many members queues have: one number if all have as many. */
  private static Set<Long> membersOfQueues(Path dir) throws Exception {
    return run(dir, 1, "rabbitmqctl -q list_queues --no-table-headers members")
        .lines()
        .filter(line -> line.startsWith("["))
        .map(line -> line.chars().filter(letter -> letter == '@').count())
        .collect(Collectors.toSet());
  }

  private record Outcome(int exit, String text) {}

  /** The page's only command that begins so, as it is there. */
  private static String command(String beginning) throws IOException {
    List<String> found =
        Files.readAllLines(TestPaths.root().resolve("docs/broker.md")).stream()
            .filter(line -> line.startsWith("    " + beginning))
            .toList();
    assertEquals(1, found.size(), beginning);
    return found.get(0);
  }

  /** What a command says that ends well. */
  private static String run(Path dir, int node, String command)
      throws IOException, InterruptedException {
    Outcome outcome = outcome(dir, node, command);
    assertEquals(0, outcome.exit(), command + ": " + outcome.text());
    return outcome.text();
  }

  private static Outcome outcome(Path dir, int node, String command)
      throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euc", TOOLS + command)
            .directory(dir.toFile())
            .redirectErrorStream(true);
    shell
        .environment()
        .put("SCRIPT", TestPaths.root().toAbsolutePath() + "/testbed/bin/rabbitmq.sh");
    shell.environment().put("NODE", Integer.toString(node));
    shell.environment().put("RMQ_DIR", dir.toAbsolutePath().toString());
    Process process = shell.start();
    process.outputWriter(StandardCharsets.UTF_8).close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), command);
    return new Outcome(process.exitValue(), said);
  }
}
