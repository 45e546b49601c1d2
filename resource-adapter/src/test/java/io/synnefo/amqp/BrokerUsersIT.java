package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.synnefo.wire.queue.Binding;
import io.synnefo.wire.queue.Exchange;
import io.synnefo.wire.queue.QueueConfiguration;
import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.WorkQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the application's user of {@code server-config}, and one of old, may on a real broker. */
@Timeout(120)
class BrokerUsersIT {
  private static final QueueList DEFAULT =
      new QueueConfiguration("snf", Optional.empty(), true).load();

  /** The user of old is there. */
  private static final AtomicBoolean ALREADY = new AtomicBoolean();

  @TempDir Path dir = Path.of("");

  @Test
  void theApplicationsUserMayAllThatTheDefaultListNeeds() throws Exception {
    assertMayUseTheDefaultList(settings("synnefo-app", password("app"), DEFAULT));
  }

  @Test
  void theApplicationsUserMayNotTouchOtherQueues() throws Exception {
    try (Connection connection =
        BrokerClient.connect(settings("synnefo-app", password("app"), DEFAULT))) {
      assertRefused(connection, channel -> channel.queueDeclare("x", true, false, false, Map.of()));
    }
  }

  @Test
  void anExchangeThatTheUserMayNotDeclareIsNamedAtDeploymentAndStopsNoOtherQueue()
      throws Exception {
    List<Exchange> exchanges = new ArrayList<>(DEFAULT.exchanges());
    exchanges.add(new Exchange("it-foreign", "topic"));
    List<WorkQueue> queues = new ArrayList<>(DEFAULT.queues());
    queues.add(TestQueues.queue("snf-it-own", "any", new Binding("it-foreign", "#")));
    BrokerSettings settings =
        settings("synnefo-app", password("app"), new QueueList(exchanges, queues));
    String why =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> TopologyCheck.run(settings))
                .getMessage());
    assertTrue(why.contains("permission to configure the exchange"), why);
    assertTrue(why.contains("access to exchange 'it-foreign'"), why);
    for (QueueSpec queue : QueueSpec.of(settings)) {
      if (queue.name().equals("snf-it-own")) {
        Exception refusal =
            assertThrows(IOException.class, () -> new BrokerLink(settings, queue).close());
        assertEquals(why, LinkFailure.describe(refusal, settings));
      } else {
        assertDoesNotThrow(() -> new BrokerLink(settings, queue).close(), queue.name());
      }
    }
  }

  @Test
  void aQueueThatTheUserMayNotDeclareIsNamedAtDeployment() throws Exception {
    QueueList list = new QueueList(List.of(), List.of(TestQueues.queue("it-foreign", "any")));
    BrokerSettings settings = settings("synnefo-app", password("app"), list);
    String why =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> TopologyCheck.run(settings))
                .getMessage());
    assertTrue(why.contains("permission to configure and read the queue"), why);
    assertTrue(why.contains("access to queue 'it-foreign-dl'"), why);
  }

  @Test
  void theQueueOfTheOperatorsPageCanBeDeclaredAfterThePagesCommand() throws Exception {
    BrokerSettings settings = settings("synnefo-app", password("app"), ofTheOperatorsPage());
    List<String> commands = commands("rabbitmqctl set_permissions");
    assertEquals(1, commands.size(), "commands of the page: " + commands);
    run(commands.get(0));
    TopologyCheck.run(settings);
    assertTrue(new BrokerQueueTools(settings).list().contains("\"snf-bills\""));
  }

  @Test
  void theUserOfAnOldInstallationMayTheSameAsTheApplicationsAfterTheDocumentsCommands()
      throws Exception {
    documented("## Users", "add_user");
    documented("## Users", "set_permissions");
    BrokerSettings okeanos = settings("okeanos", "from-of-old", DEFAULT);
    assertMayUseTheDefaultList(okeanos);
    try (Connection connection = BrokerClient.connect(okeanos)) {
      assertRefused(connection, channel -> channel.queueDeclare("x", true, false, false, Map.of()));
    }
  }

  @Test
  void anOldInstallationMovesToAVirtualHostOfItsOwnByTheDocumentsCommands() throws Exception {
    documented("## Users", "add_user");
    run("rabbitmqctl add_vhost old && rabbitmqctl set_permissions -p old okeanos .* .* .*");
    BrokerSettings old = settings("okeanos", "from-of-old", "old", DEFAULT);
    try (Connection connection = BrokerClient.connect(old);
        Channel channel = connection.createChannel()) {
      channel.exchangeDeclare("ganeti-dl", "topic", true);
      channel.queueDeclare("snf-events-op", true, false, false, Map.of());
    }
    Exception refusal = assertThrows(Exception.class, () -> TopologyCheck.run(old));
    assertTrue(refusal.toString().contains("ganeti-dl"), refusal.toString());
    documented("## Moving from an old installation", "add_vhost");
    documented("## Moving from an old installation", "set_permissions");
    assertMayUseTheDefaultList(settings("okeanos", "from-of-old", "synnefo", DEFAULT));
  }

  private static void assertMayUseTheDefaultList(BrokerSettings settings) throws Exception {
    TopologyCheck.run(settings);
    BrokerQueueTools tools = new BrokerQueueTools(settings);
    assertTrue(tools.list().contains("\"snf-events-op\""));
    tools.publish("api", "test.email.users", "users-it", "{}");
    assertDoesNotThrow(() -> tools.inspect("email", 1));
    tools.purge("email");
  }

  private interface Act {
    void on(Channel channel) throws IOException;
  }

  private static void assertRefused(Connection connection, Act act) throws Exception {
    Channel channel = connection.createChannel();
    Exception refusal =
        assertThrows(
            Exception.class,
            () -> {
              act.on(channel);
              channel.confirmSelect(); // what has no answer is refused before this has its own
            });
    String why = refusal + " " + refusal.getCause();
    assertTrue(why.contains("ACCESS_REFUSED") || why.contains("access to "), why);
    assertEquals(false, channel.isOpen());
  }

  private static BrokerSettings settings(String user, String password, QueueList queues) {
    return settings(user, password, "/", queues);
  }

  private static BrokerSettings settings(
      String user, String password, String virtualHost, QueueList queues) {
    return new BrokerSettings(
        List.of(TestBroker.property("amqp.uri")),
        user,
        password,
        "snf",
        virtualHost,
        Optional.empty(),
        1,
        5,
        queues);
  }

  private static String password(String name) throws IOException {
    return Files.readString(Path.of(TestBroker.property("broker.dir"), "password." + name)).strip();
  }

  /** Runs the page's one command of that name below that heading; who is there already stays. */
  private static void documented(String heading, String name)
      throws IOException, InterruptedException {
    String page = Files.readString(Path.of("../docs/broker.md"));
    String part = page.substring(page.indexOf(heading)).split("\n## ", 2)[0];
    List<String> commands =
        part.lines().filter(line -> line.startsWith("    rabbitmqctl " + name + " ")).toList();
    assertEquals(1, commands.size(), "commands of the page: " + commands);
    if (!name.equals("add_user") || !ALREADY.getAndSet(true)) {
      run(commands.get(0));
    }
  }

  /** The commands of the operator's page that begin so. */
  private static List<String> commands(String beginning) throws IOException {
    return Files.readAllLines(Path.of("../docs/operator.md")).stream()
        .filter(line -> line.startsWith("    " + beginning))
        .toList();
  }

  /** The default list with the one that the page shows an operator. */
  private QueueList ofTheOperatorsPage() throws IOException {
    String page = Files.readString(Path.of("../docs/operator.md"));
    int from = page.indexOf("    {\"exchanges\"");
    Path file =
        Files.writeString(
            dir.resolve("queues.json"), page.substring(from, page.indexOf("\n\n", from)));
    return new QueueConfiguration("snf", Optional.of(file), true).load();
  }

  private static void run(String command) throws IOException, InterruptedException {
    String onTheNode = "rabbitmqctl() { \"$SCRIPT\" ctl 1 \"$@\"; }\n" + command;
    ProcessBuilder shell = new ProcessBuilder("bash", "-ec", onTheNode).redirectErrorStream(true);
    shell.environment().put("SCRIPT", TestBroker.property("broker.script"));
    shell.environment().put("RMQ_DIR", TestBroker.property("broker.dir"));
    Process process = shell.start();
    try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write("from-of-old\n");
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), command);
    assertEquals(0, process.exitValue(), said);
  }
}
