package io.synnefo.ear.faults;

import java.time.Duration;

/**
 * How much a cloud is to do, and what is done to it meanwhile.
 *
 * @param jobsPerSecond not more than that
 * @param freeze how long a server's process stands still
 */
record StormPlan(
    int servers,
    int jobs,
    int jobsPerSecond,
    Duration serverKillEvery,
    Duration brokerKillEvery,
    int databaseRestarts,
    Duration freeze) {

  private static final StormPlan FEW =
      new StormPlan(
          40, 700, 14, Duration.ofSeconds(20), Duration.ofSeconds(30), 1, Duration.ofSeconds(10));

  /** About a quarter of an hour. */
  private static final StormPlan FULL =
      new StormPlan(
          500,
          20_000,
          25,
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          2,
          Duration.ofSeconds(60));

  private static final StormPlan REAL =
      new StormPlan(
          6, 40, 1, Duration.ofSeconds(20), Duration.ofSeconds(30), 1, Duration.ofSeconds(10));

  private static final StormPlan REAL_FULL =
      new StormPlan(
          6, 40, 1, Duration.ofSeconds(20), Duration.ofSeconds(30), 2, Duration.ofSeconds(60));

  /** As many jobs as Ganeti itself does in a minute; all faults with the full counts. */
  static StormPlan onRealGaneti() {
    return isLong() ? REAL_FULL : REAL;
  }

  /** The full counts with {@code ./synnefo test --long dispatch}, else few. */
  static StormPlan chosen() {
    return isLong() ? FULL : FEW;
  }

  static boolean isLong() {
    return System.getProperty("synnefo.long", "").equals("dispatch");
  }
}
