package io.synnefo.ear.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ear.faults.Storm.Strikes;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Two servers, three brokers and a database are killed, restarted and frozen while Ganeti works;
 * afterwards a judge who shares no code with them compares the tables with the job files, and with
 * Ganeti where these leave something open.
 */
final class DispatchStorm {
  private static final System.Logger LOG = System.getLogger(DispatchStorm.class.getName());
  private static final int SERVERS = 2;
  private static final int BROKERS = 3;
  private static final long SEED = 4;

  private final DispatchCloud cloud;
  private final StormPlan plan;
  private final AppliedEvents applied;

  private DispatchStorm(DispatchCloud cloud, StormPlan plan) {
    this.cloud = cloud;
    this.plan = plan;
    this.applied = new AppliedEvents(cloud);
  }

  /** A cloud for one, which does not run yet. */
  static DispatchCloud cloud(String name) {
    return DispatchCloud.of(name, SERVERS, BROKERS);
  }

  /**
   * All of the plan has come over the cloud, which runs, and the tables are what the job files
   * amount to, and as Ganeti shows what was left by jobs that failed: nothing lost, nothing twice,
   * nothing dead; and each of the servers had a share in it.
   */
  static void survive(DispatchCloud cloud, StormPlan plan) throws Exception {
    new DispatchStorm(cloud, plan).survive();
  }

  private void survive() throws Exception {
    Map<String, Strikes> struck;
    Duration load;
    int failing;
    try (JobStream jobs = new JobStream(cloud);
        Storm storm = new Storm()) {
      rage(storm, jobs);
      jobs.run(plan, SEED);
      load = storm.age();
      failing = jobs.failing();
      struck = storm.end();
    }
    cloud.awaitRest();
    for (int n = 0; n < SERVERS; n++) {
      applied.count(n);
    }
    Judgement judgement = cloud.judge();
    String text = "in " + load + " " + struck + " " + applied + "\n" + judgement.text();
    LOG.log(Level.INFO, "{0}", text);
    Files.writeString(cloud.directory().resolve("judgement"), text);
    judgement.assertClean();
    assertTrue(text.contains(" jobs with " + plan.jobs() + " ends to be on record"), text);
    assertTrue(failing == 0 || judgement.wasGanetiAsked(), text);
    assertEquals(Set.of("server", "broker", "database", "freeze"), struck.keySet(), text);
    assertTrue(struck.get("server").cameEach(plan.serverKillEvery(), load), text);
    assertTrue(struck.get("broker").cameEach(plan.brokerKillEvery(), load), text);
    assertEquals(plan.databaseRestarts(), struck.get("database").times(), text);
    assertEquals(1, struck.get("freeze").times(), text);
    for (int n = 0; n < SERVERS; n++) {
      assertFalse(applied.isIdle(n), text);
    }
  }

  /** The restarts of the database are spread over the jobs; a freeze comes after the last one. */
  private void rage(Storm storm, JobStream jobs) {
    CloudFaults faults = new CloudFaults(cloud, SERVERS, BROKERS, applied);
    storm.every("server", plan.serverKillEvery(), faults::killServer);
    storm.every("broker", plan.brokerKillEvery(), faults::killBroker);
    int steps = 2 * (plan.databaseRestarts() + 1);
    for (int n = 1; n <= plan.databaseRestarts(); n++) {
      int mark = plan.jobs() * 2 * n / steps;
      storm.when("database", () -> jobs.submitted() >= mark, faults::restartDatabase);
    }
    int later = plan.jobs() * (steps - 1) / steps;
    Duration time = plan.freeze();
    storm.when(
        "freeze", () -> jobs.submitted() >= later, () -> faults.freezeServer(SERVERS - 1, time));
  }
}
