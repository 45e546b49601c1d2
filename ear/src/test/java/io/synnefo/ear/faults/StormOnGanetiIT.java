package io.synnefo.ear.faults;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A small storm over a cloud whose Ganeti is Debian's. Needs root, and Debian's ganeti. */
class StormOnGanetiIT {
  private static final StormPlan PLAN = StormPlan.onRealGaneti();
  private static final DispatchCloud CLOUD = DispatchStorm.cloud("storm-ganeti").onRealGaneti();

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
  void whatARealGanetiDidDuringAStormIsInTheTablesOnceAndNothingIsDead() throws Exception {
    DispatchStorm.survive(CLOUD, PLAN);
  }
}
