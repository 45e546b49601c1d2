package io.synnefo.ear.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One of three brokers is left: it takes connections, and answers for no queue. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NoMajorityIT {
  private static final SmallCloud CLOUD = SmallCloud.of("majority").withThreeBrokers();
  private static final CloudView VIEW = new CloudView(CLOUD);

  @BeforeAll
  static void twoOfThreeBrokersAreKilled() throws Exception {
    CLOUD.start();
    VIEW.awaitApi();
    assertEquals(202, CLOUD.as("anna").create("old").status());
    VIEW.awaitStatus("anna", "old", "ACTIVE");
    VIEW.awaitQueue(0);
    CLOUD.broker().run("kill", "1");
    CLOUD.broker().run("kill", "2");
  }

  @AfterAll
  static void theCloudIsGone() throws Exception {
    CLOUD.stop();
  }

  @Test
  @Order(1)
  void theApiAnswersAndWhatIsAskedForReachesGaneti() throws Exception {
    ComputeApi anna = CLOUD.as("anna");
    assertEquals(200, anna.servers().status());
    String old = anna.server("old").orElseThrow().getString("id");
    assertEquals(202, anna.act(old, "os-stop").status());
    assertEquals(202, anna.create("new").status());
    await().atMost(CloudView.PATIENCE).until(() -> VIEW.instances().size() == 2);
    VIEW.awaitRunning(1);
  }

  @Test
  @Order(2)
  void bothLogsSayInALineWhyNothingIsHeard() throws Exception {
    VIEW.awaitLog("snf-events-op: the broker does not answer in time (no majority of its nodes?)");
    CLOUD.daemon().awaitLog("the broker refuses messages (queue full, or no majority");
    assertTrue(CLOUD.daemon().isRunning());
    assertFalse(log().contains("\tat com.rabbitmq"), "a stack trace");
  }

  @Test
  @Order(3)
  void theServerStopsInTimeAndStartsAgain() throws Exception {
    CLOUD.server().run("stop");
    assertTrue(log().contains("WFLYSRV0050"), "it had to be killed");
    CLOUD.server().run("start");
    assertEquals(200, CLOUD.as("anna").servers().status());
    VIEW.awaitLog("(no majority of its nodes?)");
  }

  @Test
  @Order(4)
  void theEventDaemonStopsInTimeAndStartsAgain() throws Exception {
    assertEquals(0, CLOUD.daemon().terminate());
    CLOUD.startDaemon();
  }

  @Test
  @Order(5)
  void oneBrokerMoreAndAllIsShownOnce() throws Exception {
    CLOUD.broker().run("start", "1");
    VIEW.awaitStatus("anna", "old", "SHUTOFF");
    VIEW.awaitStatus("anna", "new", "ACTIVE");
    ComputeApi anna = CLOUD.as("anna");
    String old = anna.server("old").orElseThrow().getString("id");
    assertEquals(202, anna.act(old, "os-start").status());
    VIEW.awaitStatus("anna", "old", "ACTIVE");
    VIEW.awaitQueue(0);
    assertEquals(0, VIEW.ready("snf-events-op-dl"));
    CLOUD.server().run("stop");
    VIEW.assertEachEventWasAppliedOnce();
  }

  private static String log() throws IOException {
    return Files.readString(CLOUD.server().file("out.log"));
  }
}
