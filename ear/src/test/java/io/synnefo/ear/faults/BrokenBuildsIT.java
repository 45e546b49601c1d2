package io.synnefo.ear.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.testbed.ganeti.JobMix.Kind;
import io.synnefo.testbed.ganeti.JobMix.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What keeps each event's effect single is taken away, a piece at a time: the judge of the tables
 * has to notice, and must say nothing of the build as it is in the same circumstances.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokenBuildsIT {
  private static final int INSTANCES = 3;
  private static final DispatchCloud CLOUD = DispatchCloud.of("broken", 1, 1);
  private static EventDaemonProcess daemon;

  @BeforeAll
  static void aCloudWithAFewServersRuns() throws Exception {
    daemon = CLOUD.start(INSTANCES);
    try (JobStream jobs = new JobStream(CLOUD)) {
      for (int server = 1; server <= INSTANCES; server++) {
        jobs.submit(new Step(Kind.CREATE, server));
      }
    }
    CLOUD.awaitRest();
    CLOUD.judge().assertClean();
  }

  @AfterAll
  static void theCloudIsGone() throws Exception {
    CLOUD.stop();
  }

  @Test
  @Order(1)
  void whatTwoDaemonsTellIsAppliedOnce() throws Exception {
    tellTwice(new Step(Kind.SHUTDOWN, 1));
    CLOUD.judge().assertClean();
  }

  @Test
  @Order(2)
  void aServerThatIsKilledWhileItAppliesAnEventLosesNone() throws Exception {
    killAmid(new Step(Kind.SHUTDOWN, 2));
    CLOUD.judge().assertClean();
  }

  @Test
  @Order(3)
  void anAdapterThatAcknowledgesBeforeTheCommitIsFoundOutByTheEventThatIsLost() throws Exception {
    Path source = CLOUD.source("resource-adapter", EarlyAcknowledgement.SOURCE);
    Path work = CLOUD.directory().resolve("early");
    CLOUD.deploy(0, EarlyAcknowledgement.build(CLOUD.ear(), source, work));
    CLOUD.awaitRest();
    long job = killAmid(new Step(Kind.SHUTDOWN, 3));
    Judgement judgement = CLOUD.judge();
    assertEquals(1, judgement.of("LOST").size(), judgement.text());
    assertEquals(1, judgement.of("STATE").size(), judgement.text());
    assertEquals(2, judgement.findings().size(), judgement.text());
    String lost = judgement.of("LOST").get(0);
    assertTrue(lost.contains("server 3 job " + job + " op 0: OP_INSTANCE_SHUTDOWN"), lost);
  }

  /** What was lost before is told again by the daemon that is new to this cloud. */
  @Test
  @Order(4)
  void aDatabaseWithoutTheUniqueKeyIsFoundOutByTheEventsThatAreTwice() throws Exception {
    CLOUD.deploy(0, CLOUD.ear());
    CLOUD.awaitRest();
    CLOUD.tables().execute("ALTER TABLE inbox DROP CONSTRAINT inbox_pkey");
    long job = tellTwice(new Step(Kind.STARTUP, 1));
    Judgement judgement = CLOUD.judge();
    assertNotEquals(0, judgement.exit(), judgement.text());
    assertEquals(judgement.findings(), judgement.of("DOUBLED"));
    String inHistory = "server 1 job " + job + " op 0: rows ";
    String inInbox = "job " + job + " op 0: the inbox has event ";
    assertTrue(judgement.text().contains(inHistory), judgement.text());
    assertTrue(judgement.text().contains(inInbox), judgement.text());
  }

  /** A second daemon tells all that there is, beside the first; the job's id. */
  private static long tellTwice(Step step) throws Exception {
    EventDaemonProcess second = CLOUD.addDaemon();
    try (JobStream jobs = new JobStream(CLOUD)) {
      long job = jobs.submit(step);
      CLOUD.awaitRest();
      assertTrue(second.confirmed() > INSTANCES, "the second daemon told next to nothing");
      return job;
    } finally {
      CLOUD.removeDaemon(second);
    }
  }

  /**
   * The server is killed when it has all events of a job in hand, and no transaction of theirs can
   * end; then it is started again. The job's id.
   */
  private static long killAmid(Step step) throws Exception {
    long job;
    long before = daemon.confirmed();
    try (JobStream jobs = new JobStream(CLOUD);
        Connection lock = CLOUD.tables().lockServer(step.server())) {
      job = jobs.submit(step);
      await().atMost(CloudView.PATIENCE).ignoreExceptions().until(() -> allAreInHand(before));
      CLOUD.server(0).run("kill");
      lock.rollback();
    }
    CLOUD.server(0).run("start");
    CLOUD.awaitRest();
    return job;
  }

  /** A session of the server waits for each event that was told since. */
  private static boolean allAreInHand(long before) throws IOException, SQLException {
    return daemon.confirmed() > before
        && daemon.untold() == 0
        && CLOUD.tables().waiting() == daemon.confirmed() - before;
  }
}
