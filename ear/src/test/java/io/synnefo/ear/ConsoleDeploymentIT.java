package io.synnefo.ear;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What an operator does in the admin console, over the same HTTP upload, on a server of its own.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleDeploymentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path ROOT = Path.of(property("synnefo.root"));
  private static final Path SERVER = Path.of(property("synnefo.it.console"));
  private static final Path BROKER = Path.of(property("synnefo.it.rabbitmq"));
  private static final Path SECRET = SERVER.resolve("secrets/synnefo.amqp.password");

  @BeforeAll
  static void aServerWithoutTheApplicationRuns() throws Exception {
    wildfly("prepare");
    Files.copy(Path.of(broker("AMQP_APP_PASSWORD_FILE")), SECRET);
    Files.writeString(
        SERVER.resolve("server.conf"),
        "synnefo.amqp.uris=" + broker("AMQP_URIS") + "\nsynnefo.prefix=snf\n");
    wildfly("start");
  }

  @AfterAll
  static void theServerIsGone() throws Exception {
    wildfly("stop");
  }

  @Test
  @Order(1)
  void theConsumersComeBackAfterEachUpload() throws Exception {
    deploy();
    awaitConsumers(4);
    deploy(); // in the place of the one that runs
    awaitConsumers(4);
    wildfly("undeploy");
    awaitConsumers(0);
    deploy();
    awaitConsumers(4);
  }

  @Test
  @Order(2)
  void healthSaysThatBrokerAndDatabaseAreThere() {
    awaitHealth("\"name\":\"broker\",\"status\":\"UP\"");
    awaitHealth("\"snf-events-op\":\"connected\"");
    awaitHealth("\"snf-events-op.sessions\":4");
    awaitHealth("\"snf-events-op.consuming\":4");
    awaitHealth("\"snf-events-op.paused\":false");
    awaitHealth("\"credits\":\"kept:nobody handles it\""); // blanks are taken out
    awaitHealth("\"name\":\"database\",\"status\":\"UP\"");
  }

  @Test
  @Order(3)
  void aWrongBrokerPasswordIsAClearLineInLogAndHealthAndHealsOnceItIsRight() throws Exception {
    String right = Files.readString(SECRET);
    Files.writeString(SECRET, "wrong");
    wildfly("stop");
    wildfly("start");
    await()
        .atMost(PATIENCE)
        .until(() -> log().contains("snf-events-op: the broker refuses user synnefo-app"));
    awaitHealth("\"name\":\"broker\",\"status\":\"DOWN\"");
    awaitHealth("the broker refuses user synnefo-app");
    Files.writeString(SECRET, right);
    wildfly("stop");
    wildfly("start");
    awaitConsumers(4);
    awaitHealth("\"name\":\"broker\",\"status\":\"UP\"");
  }

  @Test
  @Order(4)
  void thePortOfTheApisDoesNotTellWhereTheAdministratorsConsoleIs() throws Exception {
    String apis = env(SERVER.resolve("env")).getProperty("WF_HTTP_PORT");
    assertEquals(404, asked(apis, "/").statusCode());
    HttpResponse<String> console = asked(apis, "/console");
    URI to = URI.create(console.headers().firstValue("Location").orElseThrow());
    assertEquals(apis, String.valueOf(console.uri().resolve(to).getPort()));
    for (String path : List.of("/console/", "/console/index.html")) {
      String page = asked(apis, path).body(); // of the servers' screens, which has this name, too
      assertTrue(page.contains("id=\"ctrl-alt-del\""), page);
      assertFalse(page.contains("WildFly") || page.contains("HAL"), page);
    }
  }

  private static HttpResponse<String> asked(String port, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    HttpClient strange = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    return strange.send(
        HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @Order(5)
  void aBrokerThatHasAQueueOtherwiseStopsTheDeploymentAndIsNamed() throws Exception {
    wildfly("undeploy");
    try (Connection connection = connection();
        Channel channel = connection.createChannel()) {
      channel.queueDelete("credits");
      channel.queueDeclare("credits", true, false, false, Map.of());
      String why = assertThrows(IOException.class, ConsoleDeploymentIT::deploy).getMessage();
      assertTrue(why.contains("for queue 'credits'"), why);
      channel.queueDelete("credits");
    }
    deploy();
    awaitConsumers(4);
  }

  @Test
  @Order(6)
  void aHandlerThatIsNoBeanAndAKeyThatReachesNoQueueStopTheDeploymentAndAreNamed()
      throws Exception {
    wildfly("undeploy");
    wildfly("stop");
    Path queues = SERVER.resolve("queues.json");
    Path settings = SERVER.resolve("server.conf");
    String before = Files.readString(settings);
    Files.writeString(settings, before + "synnefo.dispatch.queues-file=" + queues + "\n");
    wildfly("start");
    assertStopsTheDeployment(
        queues,
        "{'name': 'bills', 'handler': 'send_bills'}",
        "queue 'bills' names handler 'send_bills', which is no bean; there are: [dummy_proc,");
    assertStopsTheDeployment(
        queues,
        "{'name': 'snf-events-op', 'handler': 'update_db',"
            + " 'bindings': [{'exchange': 'cron', 'key': 'elsewhere'}]}",
        "key 'ganeti.snf.event.op' of exchange 'ganeti' reaches no queue");
    Files.writeString(settings, before);
  }

  private static void assertStopsTheDeployment(Path file, String queue, String words)
      throws IOException {
    Files.writeString(file, "{\"queues\": [" + queue.replace('\'', '"') + "]}");
    String why = assertThrows(IOException.class, ConsoleDeploymentIT::deploy).getMessage();
    assertTrue(why.contains(words), why);
  }

  private static void awaitHealth(String part) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              String health = health();
              assertTrue(health.contains(part), health);
            });
  }

  private static String health() throws IOException, InterruptedException {
    String port = env(SERVER.resolve("env")).getProperty("WF_MANAGEMENT_PORT");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
            .version(HttpClient.Version.HTTP_1_1) // the management port leaves an h2c offer hanging
            .timeout(Duration.ofSeconds(10))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .replaceAll("\\s*([{}:,\\[\\]])\\s*", "$1");
  }

  private static void deploy() throws Exception {
    wildfly("deploy", ROOT.resolve("ear/target/synnefo.ear").toString());
  }

  private static void awaitConsumers(int count) {
    await().atMost(PATIENCE).ignoreExceptions().until(() -> consumers() == count);
  }

  private static int consumers() throws Exception {
    try (Connection connection = connection();
        Channel channel = connection.createChannel()) {
      return channel.queueDeclarePassive("snf-events-op").getConsumerCount();
    }
  }

  private static Connection connection() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker("AMQP_URIS"));
    factory.setUsername(broker("AMQP_APP_USER"));
    factory.setPassword(Files.readString(Path.of(broker("AMQP_APP_PASSWORD_FILE"))).trim());
    return factory.newConnection();
  }

  private static String log() throws IOException {
    return Files.readString(SERVER.resolve("standalone/log/server.log"));
  }

  private static void wildfly(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = ROOT.resolve("testbed/bin/wildfly.sh").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    File log = new File(SERVER + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(Map.of("WF_DIR", SERVER.toString()));
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    Process process = builder.start();
    if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          "wildfly.sh " + arguments[0] + " failed:\n" + Files.readString(log.toPath()));
    }
  }

  private static String broker(String key) throws IOException {
    return env(BROKER.resolve("env")).getProperty(key);
  }

  /** A file of shell assignments. */
  private static Properties env(Path file) throws IOException {
    Properties values = new Properties();
    values.load(new java.io.StringReader(Files.readString(file).replace("'", "")));
    return values;
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          "property " + name + " is missing: run ./synnefo test --only in-container");
    }
    return value;
  }
}
