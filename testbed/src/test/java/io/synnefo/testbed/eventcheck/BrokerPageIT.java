package io.synnefo.testbed.eventcheck;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/broker.md says of three nodes, with {@code cluster.conf.in} as it is shipped. */
@Timeout(240)
class BrokerPageIT {
  private static final int SOON_MILLIS = 3000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void theLastOfThreeNodesGoesOnAsSoonAsASecondIsThere() throws Exception {
    Path dir = TestPaths.work("page").resolve("rmq");
    try (PrivateBroker broker = new PrivateBroker(dir, 3)) {
      assertEquals(0, run(dir, 3, command("check_if_node_is_quorum_critical")).exit());
      assertEquals(0, run(dir, 1, command("grow")).exit());
      assertTrue(publishes(broker));
      broker.script("kill", "1");
      await().atMost(PATIENCE).until(() -> isCritical(dir));
      broker.script("kill", "2");
      await().atMost(PATIENCE).until(() -> !publishes(broker));
      broker.script("start", "1");
      await().atMost(PATIENCE).until(() -> publishes(broker));
    }
  }

  /** Whether a queue takes an event, as the daemon sends it; a broker that hangs does not. */
  private static boolean publishes(PrivateBroker broker) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUsername(broker.env("AMQP_EVENTD_USER"));
    factory.setPassword(broker.secret("AMQP_EVENTD_PASSWORD_FILE"));
    factory.setAutomaticRecoveryEnabled(false);
    factory.setHandshakeTimeout(SOON_MILLIS);
    factory.setChannelRpcTimeout(SOON_MILLIS);
    Connection connection = null;
    try {
      connection = factory.newConnection(broker.addresses());
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
    Outcome outcome = run(dir, 3, command("check_if_node_is_quorum_critical"));
    return outcome.exit() != 0 && outcome.text().contains("snf-events-op");
  }

  private record Outcome(int exit, String text) {}

  /** The page's command that has that word, as it is there. */
  private static String command(String word) throws IOException {
    List<String> found =
        Files.readAllLines(TestPaths.root().resolve("docs/broker.md")).stream()
            .filter(line -> line.startsWith("    rabbitmq-queues ") && line.contains(word))
            .toList();
    assertEquals(1, found.size(), word);
    return found.get(0);
  }

  private static Outcome run(Path dir, int node, String command)
      throws IOException, InterruptedException {
    String onTheNode = "rabbitmq-queues() { \"$SCRIPT\" queues \"$NODE\" \"$@\"; }\n" + command;
    ProcessBuilder shell = new ProcessBuilder("bash", "-ec", onTheNode).redirectErrorStream(true);
    shell
        .environment()
        .put("SCRIPT", TestPaths.root().resolve("testbed/bin/rabbitmq.sh").toString());
    shell.environment().put("NODE", Integer.toString(node));
    shell.environment().put("RMQ_DIR", dir.toString());
    Process process = shell.start();
    process.outputWriter(StandardCharsets.UTF_8).close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), command);
    return new Outcome(process.exitValue(), said);
  }
}
