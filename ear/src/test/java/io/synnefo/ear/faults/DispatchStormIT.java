package io.synnefo.ear.faults;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A storm over a cloud with a simulated Ganeti, which works faster than a real one. */
class DispatchStormIT {
  private static final StormPlan PLAN = StormPlan.chosen();
  private static final DispatchCloud CLOUD = DispatchStorm.cloud("storm");

  @BeforeAll
  static void twoServersShareTheQueue() throws Exception {
    CLOUD.start(PLAN.servers());
    CLOUD.awaitRest();
  }

  @AfterAll
  static void theCloudIsGone() throws Exception {
    CLOUD.stop();
  }

  @Test
  void afterAStormTheTablesAreWhatTheJobFilesAmountToAndNothingIsTwiceOrDead() throws Exception {
    DispatchStorm.survive(CLOUD, PLAN);
  }
}
