package io.synnefo.ear.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What an operator does to a server while Ganeti works: the EAR is deployed once more, and the
 * database is away for longer than a message's attempts would last if they were counted.
 */
class RedeployIT {
  private static final long SEED = 8;
  private static final Duration AWAY = Duration.ofSeconds(StormPlan.isLong() ? 60 : 20);
  private static final StormPlan PLAN =
      new StormPlan(20, 300, 10, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);
  private static final DispatchCloud CLOUD = DispatchCloud.of("redeploy", 1, 1);

  @BeforeAll
  static void aServerWorks() throws Exception {
    CLOUD.start(PLAN.servers());
    CLOUD.awaitRest();
  }

  @AfterAll
  static void theCloudIsGone() throws Exception {
    CLOUD.stop();
  }

  @Test
  void aRedeploymentUnderLoadAndADatabaseThatIsAwayLoseNothingAndNothingIsDead() throws Exception {
    Map<String, Storm.Strikes> struck;
    try (JobStream jobs = new JobStream(CLOUD);
        Storm storm = new Storm()) {
      CountDownLatch deployed = new CountDownLatch(1);
      CountDownLatch back = new CountDownLatch(1);
      storm.when("redeploy", () -> jobs.submitted() >= 50, () -> redeploy(deployed));
      storm.when("outage", () -> deployed.getCount() == 0, () -> outage(jobs, back));
      jobs.run(PLAN, SEED, () -> back.getCount() > 0);
      struck = storm.end();
    }
    assertEquals(1, struck.get("redeploy").times());
    assertEquals(1, struck.get("outage").times());
    CLOUD.awaitRest();
    Judgement judgement = CLOUD.judge();
    Files.writeString(CLOUD.directory().resolve("judgement"), judgement.text());
    judgement.assertClean();
  }

  private static void redeploy(CountDownLatch over) throws Exception {
    try {
      CLOUD.deploy(0, CLOUD.ear());
    } finally {
      over.countDown();
    }
  }

  /** The load goes on meanwhile. */
  private static void outage(JobStream jobs, CountDownLatch over) throws Exception {
    try {
      CLOUD.database().run("stop");
      int before = jobs.submitted();
      TimeUnit.NANOSECONDS.sleep(AWAY.toNanos()); // this is the fault, no test that waits
      assertTrue(jobs.submitted() > before, "there was work for the database");
      CLOUD.database().run("start");
    } finally {
      over.countDown();
    }
  }
}
