package io.synnefo.ear.faults;

import static io.synnefo.testbed.TcpProxy.Direction.TO_CLIENT;
import static io.synnefo.testbed.TcpProxy.Direction.TO_SERVER;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ear.faults.ComputeApi.Answer;
import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.testbed.ConnectionTrap;
import io.synnefo.testbed.TcpProxy.Direction;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The server does not learn whether its transaction was committed, or has no database at all. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HeldCommitIT {
  private static final String COMMIT = "COMMIT\0";

  /** PostgreSQL's message that it is done: a letter, the length, the command. */
  private static final String COMMITTED = "C\0\0\0\u000bCOMMIT\0";

  private static final SmallCloud CLOUD = SmallCloud.of("commit");
  private static final CloudDatabase.Postgresql DATABASE = CLOUD.withPostgresql();
  private static final CloudView VIEW = new CloudView(CLOUD);

  @BeforeAll
  static void aServerRuns() throws Exception {
    CLOUD.start();
    VIEW.awaitApi();
    assertEquals(202, CLOUD.as("anna").create("web").status());
    VIEW.awaitStatus("anna", "web", "ACTIVE");
    VIEW.awaitQueue(0);
  }

  @AfterAll
  static void theCloudIsGone() throws Exception {
    CLOUD.stop();
  }

  @Test
  @Order(1)
  void aCreationWhoseCommitIsUnheardOfIsAnErrorAndReachesNoGaneti() throws Exception {
    long jobs = CLOUD.jobs();
    ConnectionTrap creation = DATABASE.proxy().trap("cut off", TO_CLIENT, COMMITTED);
    CompletableFuture<Answer> answer = CLOUD.as("anna").beginCreation("cut off");
    await().atMost(CloudView.PATIENCE).until(creation::isSprung);
    DATABASE.proxy().cut();
    int status = answer.get(CloudView.PATIENCE.toSeconds(), TimeUnit.SECONDS).status();
    assertTrue(status >= 500, () -> "answered " + status);
    assertEquals(jobs, CLOUD.jobs());
  }

  @Test
  @Order(2)
  void aServerProcessKilledBeforeItHearsOfItsCommitsHasTheirEffectOnce() throws Exception {
    ConnectionTrap event = nextEvent(TO_CLIENT, COMMITTED);
    act("os-stop");
    ConnectionTrap creation = DATABASE.proxy().trap("unheard", TO_CLIENT, COMMITTED);
    CompletableFuture<Answer> unheard = CLOUD.as("anna").beginCreation("unheard");
    await().atMost(CloudView.PATIENCE).until(() -> event.isSprung() && creation.isSprung());
    assertEquals(1, ended("OP_INSTANCE_SHUTDOWN"));
    assertEquals(1, VIEW.count("SELECT COUNT(*) FROM server WHERE name = 'unheard'"));
    CLOUD.server().run("kill");
    await().atMost(CloudView.PATIENCE).until(unheard::isCompletedExceptionally);
    CLOUD.server().run("start");
    VIEW.awaitStatus("anna", "web", "SHUTOFF");
    VIEW.awaitQueue(0);
    assertEquals(1, ended("OP_INSTANCE_SHUTDOWN"));
  }

  @Test
  @Order(3)
  void anEventWhoseCommitIsDoneButUnheardOfIsDeliveredAgainWithoutEffect() throws Exception {
    ConnectionTrap event = nextEvent(TO_CLIENT, COMMITTED);
    act("os-start");
    await().atMost(CloudView.PATIENCE).until(event::isSprung);
    assertEquals(1, ended("OP_INSTANCE_STARTUP"));
    DATABASE.proxy().cut();
    VIEW.awaitLog("message kept");
    VIEW.awaitStatus("anna", "web", "ACTIVE");
    VIEW.awaitQueue(0);
    assertEquals(1, ended("OP_INSTANCE_STARTUP"));
  }

  @Test
  @Order(4)
  void anEventWhoseCommitIsLostIsDeliveredAgainWithItsEffect() throws Exception {
    ConnectionTrap event = nextEvent(TO_SERVER, COMMIT);
    act("os-stop");
    await().atMost(CloudView.PATIENCE).until(event::isSprung);
    assertEquals(1, ended("OP_INSTANCE_SHUTDOWN"));
    DATABASE.proxy().cut();
    VIEW.awaitStatus("anna", "web", "SHUTOFF");
    VIEW.awaitQueue(0);
    assertEquals(2, ended("OP_INSTANCE_SHUTDOWN"));
  }

  /** By hand, since no API works without the database. */
  @Test
  @Order(5)
  void aDatabaseThatIsDeadForAWhileCostsNoEvent() throws Exception {
    long kept = VIEW.logged("message kept");
    String web = VIEW.instances().get(0).name();
    DATABASE.kill();
    try (HttpRapiClient rapi = VIEW.rapi()) {
      rapi.startInstance(web, "by hand");
    }
    await().atMost(CloudView.PATIENCE).until(() -> VIEW.logged("message kept") > kept);
    DATABASE.startAgain();
    VIEW.awaitStatus("anna", "web", "ACTIVE");
    VIEW.awaitQueue(0);
    assertEquals(2, ended("OP_INSTANCE_STARTUP"));
  }

  @Test
  @Order(6)
  void whatWasNotHeardOfIsShownAsFailedAndNothingIsTwice() throws Exception {
    VIEW.awaitStatus("anna", "unheard", "ERROR");
    VIEW.awaitStatus("anna", "cut off", "ERROR");
    assertEquals(1, VIEW.instances().size());
    assertEquals(3, VIEW.count("SELECT COUNT(*) FROM server"));
    assertEquals(0, VIEW.ready("snf-events-op-dl"));
    VIEW.assertEachEventWasAppliedOnce();
  }

  /** Springs in the transaction that applies the end of the next job. */
  private static ConnectionTrap nextEvent(Direction direction, String words) throws IOException {
    String end = CLOUD.ganeti().env().clusterUuid() + ":" + (CLOUD.jobs() + 1) + ":0:success";
    return DATABASE.proxy().trap(end, direction, words);
  }

  private static void act(String action) throws Exception {
    ComputeApi anna = CLOUD.as("anna");
    String id = anna.server("web").orElseThrow().getString("id");
    assertEquals(202, anna.act(id, action).status());
  }

  private static long ended(String opCode) throws IOException, SQLException {
    return VIEW.count(
        "SELECT COUNT(*) FROM server_history WHERE status = 'success' AND op_code = '"
            + opCode
            + "'");
  }
}
