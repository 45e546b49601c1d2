package io.synnefo.ear.faults;

import static io.synnefo.testbed.TcpProxy.Direction.TO_SERVER;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.synnefo.ear.faults.ComputeApi.Answer;
import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.ganeti.InstanceInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Each fault is made from outside: the product has no switch for it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SLACK = Duration.ofSeconds(1);

  private static final Duration RAPI_TIMEOUT = Duration.ofSeconds(3);

  private static final SmallCloud CLOUD =
      new SmallCloud(property("synnefo.root"), property("synnefo.it.faults"), RAPI_TIMEOUT);

  @BeforeAll
  static void aCloudRuns() throws Exception {
    CLOUD.start();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> CLOUD.as("anna").servers().status() == 200);
  }

  @AfterAll
  static void theCloudIsGone() throws Exception {
    CLOUD.stop();
  }

  @AfterEach
  void allIsWell() {
    CLOUD.ganeti().faults().heal();
    CLOUD.proxy().release(TO_SERVER);
  }

  @Test
  @Order(1)
  void aServerProcessKilledBeforeItRecordsTheJobGetsOneInstanceAllTheSame() throws Exception {
    ComputeApi anna = CLOUD.as("anna");
    long before = CLOUD.jobs();
    CLOUD.ganeti().faults().holdReplies();
    CompletableFuture<Answer> unheard = anna.beginCreation("cut");
    await().atMost(PATIENCE).until(() -> CLOUD.jobs() == before + 1);
    CLOUD.server().run("kill");
    CLOUD.ganeti().faults().heal();
    await().atMost(PATIENCE).until(unheard::isCompletedExceptionally);
    String unrecorded =
        "SELECT COUNT(*) FROM server s WHERE name = 'cut' AND NOT EXISTS (SELECT 1 FROM"
            + " server_history h WHERE h.server_id = s.id AND h.rule IN ('SUBMITTED',"
            + " 'OUTCOME_UNKNOWN'))";
    assertEquals(1, CLOUD.count(unrecorded), "it was killed too late");

    CLOUD.server().run("start");
    awaitStatus("anna", "cut", "ACTIVE");
    assertEquals(before + 1, CLOUD.jobs());
    assertEquals(1, instances().size());
  }

  @Test
  @Order(2)
  void aServerThatGanetiRefusesLeavesNothingBehind() throws Exception {
    long jobs = CLOUD.jobs();
    CLOUD.ganeti().faults().refuse(503, "Service Unavailable");
    assertEquals(503, CLOUD.as("anna").create("refused").status());
    CLOUD.ganeti().faults().heal();
    assertNothingIsLeft("refused", jobs);
  }

  @Test
  @Order(3)
  void aServerAskedForWhileRapiIsDownLeavesNothingBehind() throws Exception {
    long jobs = CLOUD.jobs();
    CLOUD.stopGaneti();
    try {
      assertEquals(503, CLOUD.as("anna").create("down").status());
    } finally {
      CLOUD.restartGaneti();
    }
    assertNothingIsLeft("down", jobs);
    assertEquals(202, CLOUD.as("anna").create("up again").status());
    awaitStatus("anna", "up again", "ACTIVE");
  }

  @Test
  @Order(4)
  void aHangingRapiDelaysNobodyElseAndItsServerIsSettled() throws Exception {
    ComputeApi anna = CLOUD.as("anna");
    ComputeApi bert = CLOUD.as("bert");
    long jobs = CLOUD.jobs();
    int requests = CLOUD.ganeti().faults().requests();
    CLOUD.ganeti().faults().hang();
    long begin = System.nanoTime();
    CompletableFuture<Answer> slow = anna.beginCreation("hung");
    await().until(() -> CLOUD.ganeti().faults().requests() > requests);
    assertEquals(200, bert.servers().status());
    assertFalse(slow.isDone(), "the other user's answer came after it");

    Answer answer = slow.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    Duration took = Duration.ofNanos(answer.nanoTime() - begin);
    assertTrue(took.compareTo(RAPI_TIMEOUT.plus(SLACK)) < 0, () -> "took " + took);
    CLOUD.ganeti().faults().heal();
    assertEquals(202, answer.status()); // a job may exist: that is found out
    awaitStatus("anna", "hung", "ERROR");
    assertTrue(anna.server("hung").orElseThrow().containsKey("fault"));
    assertEquals(jobs, CLOUD.jobs());
  }

  @Test
  @Order(5)
  void anEventAppliedButNotAcknowledgedHasItsEffectOnce() throws Exception {
    ComputeApi anna = CLOUD.as("anna");
    String id = anna.server("cut").orElseThrow().getString("id");
    awaitQueue(0);
    CLOUD.proxy().hold(TO_SERVER);
    assertEquals(202, anna.act(id, "os-stop").status());
    awaitStatus("anna", "cut", "SHUTOFF");
    CLOUD.server().run("kill");
    CLOUD.proxy().release(TO_SERVER);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> ready() > 0);
    String stopped =
        "SELECT COUNT(*) FROM server_history WHERE op_code = 'OP_INSTANCE_SHUTDOWN'"
            + " AND status = 'success'";
    assertEquals(1, CLOUD.count(stopped));

    CLOUD.server().run("start");
    awaitQueue(0);
    awaitStatus("anna", "cut", "SHUTOFF");
    assertEquals(202, CLOUD.as("anna").act(id, "os-start").status());
    awaitStatus("anna", "cut", "ACTIVE");
    CLOUD.server().run("stop");
    assertEquals(1, CLOUD.count(stopped));
    assertEquals(
        CLOUD.count("SELECT COUNT(DISTINCT event_id) FROM server_history"),
        CLOUD.count("SELECT COUNT(event_id) FROM server_history"));
  }

  @Test
  @Order(6)
  void aServerProcessStartsWithoutItsBrokerAndHearsLaterWhatItMissed() throws Exception {
    CLOUD.server().run("stop");
    CLOUD.broker().run("stop");
    CLOUD.server().run("start");
    ComputeApi anna = CLOUD.as("anna");
    assertEquals(200, anna.servers().status());
    String id = anna.server("cut").orElseThrow().getString("id");
    assertEquals(202, anna.act(id, "os-stop").status());
    await().atMost(PATIENCE).until(() -> running() == 1);
    assertEquals("ACTIVE", anna.status("cut"));
    CLOUD.broker().run("start");
    awaitStatus("anna", "cut", "SHUTOFF");
  }

  private static void assertNothingIsLeft(String name, long jobs) throws Exception {
    assertEquals("ABSENT", CLOUD.as("anna").status(name));
    assertEquals(jobs, CLOUD.jobs());
    assertEquals(1, instances().size());
  }

  private static void awaitStatus(String user, String name, String status) throws Exception {
    ComputeApi[] api = new ComputeApi[1];
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              api[0] = api[0] == null ? CLOUD.as(user) : api[0];
              assertEquals(status, api[0].status(name));
            });
  }

  private static List<InstanceInfo> instances() throws Exception {
    try (HttpRapiClient rapi = new HttpRapiClient(CLOUD.ganeti().env().access(PATIENCE))) {
      return rapi.instances();
    }
  }

  private static long running() throws Exception {
    return instances().stream().filter(InstanceInfo::isRunning).count();
  }

  private static void awaitQueue(long size) {
    await().atMost(PATIENCE).ignoreExceptions().until(() -> ready() == size);
  }

  /** Events in the queue that no consumer has in hand. */
  private static long ready() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(CLOUD.broker().value("AMQP_URIS"));
    factory.setUsername(CLOUD.broker().value("AMQP_APP_USER"));
    Path password = Path.of(CLOUD.broker().value("AMQP_APP_PASSWORD_FILE"));
    factory.setPassword(Files.readString(password).trim());
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      return channel.messageCount("snf-events-op");
    }
  }

  private static Path property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          "property " + name + " is missing: run ./synnefo test --only FaultsIT");
    }
    return Path.of(value);
  }
}
