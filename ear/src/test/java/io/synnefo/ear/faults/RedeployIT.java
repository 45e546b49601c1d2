package io.synnefo.ear.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
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
  private static final Duration AWAY =
      Duration.ofSeconds(System.getProperty("synnefo.long", "").equals("dispatch") ? 60 : 20);
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
      storm.when("redeploy and outage", () -> jobs.submitted() >= 50, RedeployIT::strike);
      jobs.run(PLAN, SEED);
      struck = storm.end();
    }
    assertEquals(1, struck.get("redeploy and outage").times());
    CLOUD.awaitRest();
    Judgement judgement = CLOUD.judge();
    Files.writeString(CLOUD.directory().resolve("judgement"), judgement.text());
    judgement.assertClean();
  }

  /** The load goes on meanwhile. */
  private static void strike() throws Exception {
    CLOUD.deploy(0, CLOUD.ear());
    CLOUD.database().run("stop");
    TimeUnit.NANOSECONDS.sleep(AWAY.toNanos()); // this is the fault, no test that waits
    CLOUD.database().run("start");
  }
}
