package io.synnefo.ear.faults;

import static io.synnefo.testbed.TcpProxy.Direction.TO_SERVER;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ear.faults.ComputeApi.Answer;
import java.time.Duration;
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
  private static final Duration PATIENCE = CloudView.PATIENCE;
  private static final Duration SLACK = Duration.ofSeconds(1);

  private static final SmallCloud CLOUD = SmallCloud.of("faults");
  private static final CloudView VIEW = new CloudView(CLOUD);

  @BeforeAll
  static void aCloudRuns() throws Exception {
    CLOUD.start();
    VIEW.awaitApi();
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
    assertEquals(1, VIEW.count(unrecorded), "it was killed too late");

    CLOUD.server().run("start");
    VIEW.awaitStatus("anna", "cut", "ACTIVE");
    assertEquals(before + 1, CLOUD.jobs());
    assertEquals(1, VIEW.instances().size());
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
    VIEW.awaitStatus("anna", "up again", "ACTIVE");
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
    assertTrue(took.compareTo(SmallCloud.RAPI_TIMEOUT.plus(SLACK)) < 0, () -> "took " + took);
    CLOUD.ganeti().faults().heal();
    assertEquals(202, answer.status()); // a job may exist: that is found out
    VIEW.awaitStatus("anna", "hung", "ERROR");
    assertTrue(anna.server("hung").orElseThrow().containsKey("fault"));
    assertEquals(jobs, CLOUD.jobs());
  }

  @Test
  @Order(5)
  void anEventAppliedButNotAcknowledgedHasItsEffectOnce() throws Exception {
    ComputeApi anna = CLOUD.as("anna");
    String id = anna.server("cut").orElseThrow().getString("id");
    VIEW.awaitQueue(0);
    CLOUD.proxy().hold(TO_SERVER);
    assertEquals(202, anna.act(id, "os-stop").status());
    VIEW.awaitStatus("anna", "cut", "SHUTOFF");
    CLOUD.server().run("kill");
    CLOUD.proxy().release(TO_SERVER);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> VIEW.ready("snf-events-op") > 0);
    String stopped =
        "SELECT COUNT(*) FROM server_history WHERE op_code = 'OP_INSTANCE_SHUTDOWN'"
            + " AND status = 'success'";
    assertEquals(1, VIEW.count(stopped));

    CLOUD.server().run("start");
    VIEW.awaitQueue(0);
    VIEW.awaitStatus("anna", "cut", "SHUTOFF");
    assertEquals(202, CLOUD.as("anna").act(id, "os-start").status());
    VIEW.awaitStatus("anna", "cut", "ACTIVE");
    CLOUD.server().run("stop");
    assertEquals(1, VIEW.count(stopped));
    VIEW.assertEachEventWasAppliedOnce();
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
    VIEW.awaitRunning(1);
    assertEquals("ACTIVE", anna.status("cut"));
    CLOUD.broker().run("start");
    VIEW.awaitStatus("anna", "cut", "SHUTOFF");
  }

  @Test
  @Order(7)
  void aCreationThatOthersLocksKeptOutIsBuiltByASecondJob() throws Exception {
    long jobs = CLOUD.jobs();
    CLOUD.ganeti().lockOutNextCreation();
    assertEquals(202, CLOUD.as("anna").create("locked out").status());
    VIEW.awaitStatus("anna", "locked out", "ACTIVE");
    assertEquals(jobs + 2, CLOUD.jobs());
    CLOUD.server().run("stop");
    String twice = "SELECT COUNT(*) FROM server WHERE replaced_job_id IS NOT NULL AND name = ";
    assertEquals(1, VIEW.count(twice + "'locked out'"));
    assertEquals(0, VIEW.count("SELECT COUNT(*) FROM server_creation"));
  }

  private static void assertNothingIsLeft(String name, long jobs) throws Exception {
    assertEquals("ABSENT", CLOUD.as("anna").status(name));
    assertEquals(jobs, CLOUD.jobs());
    assertEquals(1, VIEW.instances().size());
  }
}
