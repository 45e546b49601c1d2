package io.synnefo.testbed.eventcheck;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
@Timeout(480)
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
    Path dir = TestPaths.work("typed");
    Path broker = Path.of(property("synnefo.test.broker.dir"));
    Files.writeString(dir.resolve("password"), "of my own\n");
    String hash = run(dir, broker, 1, command("head -c 4 ") + "\n" + command("{ cat salt; "));
    String users =
        Files.readString(TestPaths.root().resolve("server-config/rabbitmq/users.json.in"))
            .replace("\"synnefo-", "\"typed-")
            .replace("@PREFIX@", "snf")
            .replaceAll("@[A-Z]+_HASH@", Matcher.quoteReplacement(hash.strip()));
    Files.writeString(dir.resolve("users.json"), users);
    run(dir, broker, 1, "rabbitmqctl import_definitions users.json");
    URI address = URI.create(property("synnefo.test.amqp.uri"));
    List<Address> addresses = List.of(new Address(address.getHost(), address.getPort()));
    int patience = (int) PATIENCE.toMillis();
    try (Connection application = connection(addresses, "typed-app", "of my own", patience)) {
      declare(application, 8);
      assertThrows(IOException.class, () -> declare(application, 7));
      run(dir, broker, 1, "rabbitmqctl delete_queue snf-typed"); // as operator.md has it
      declare(application, 7);
      application.createChannel().queueDelete("snf-typed");
    }
  }

  /** Of the broker that all who test have. */
  private static String property(String key) {
    return Objects.requireNonNull(System.getProperty(key), key);
  }

  private static void declare(Connection application, int length) throws IOException {
    Channel channel = application.createChannel();
    Map<String, Object> arguments = Map.of("x-queue-type", "quorum", "x-max-length", length);
    channel.queueDeclare("snf-typed", true, false, false, arguments);
  }

  private static Connection connection(
      List<Address> addresses, String user, String password, int patience)
      throws IOException, TimeoutException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUsername(user);
    factory.setPassword(password);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setHandshakeTimeout(patience);
    factory.setChannelRpcTimeout(patience);
    return factory.newConnection(addresses);
  }

  /** Whether a queue takes an event, as the daemon sends it; a broker that hangs does not. */
  private static boolean publishes(PrivateBroker broker) throws Exception {
    Connection connection = null;
    try {
      connection =
          connection(
              broker.addresses(),
              broker.env("AMQP_EVENTD_USER"),
              broker.secret("AMQP_EVENTD_PASSWORD_FILE"),
              SOON_MILLIS);
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
    Outcome outcome =
        outcome(dir, dir, 3, command("rabbitmq-queues check_if_node_is_quorum_critical"));
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
    return run(dir, dir, node, command);
  }

  private static String run(Path at, Path broker, int node, String command)
      throws IOException, InterruptedException {
    Outcome outcome = outcome(at, broker, node, command);
    assertEquals(0, outcome.exit(), command + ": " + outcome.text());
    return outcome.text();
  }

  private static Outcome outcome(Path at, Path broker, int node, String command)
      throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euc", TOOLS + command)
            .directory(at.toFile())
            .redirectErrorStream(true);
    shell
        .environment()
        .put("SCRIPT", TestPaths.root().toAbsolutePath() + "/testbed/bin/rabbitmq.sh");
    shell.environment().put("NODE", Integer.toString(node));
    shell.environment().put("RMQ_DIR", broker.toAbsolutePath().toString());
    Process process = shell.start();
    process.outputWriter(StandardCharsets.UTF_8).close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), command);
    return new Outcome(process.exitValue(), said);
  }
}
