package io.synnefo.testbed.eventcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Another node becomes master under jobs: its daemon takes over, and nothing is lost. Every node
 * has its daemon, all the time. Needs root, and Debian's ganeti and rabbitmq-server.
 */
@Timeout(7200)
class MasterFailoverIT {
  private static final int JOBS = TestPaths.times(14, 24);
  private static final int BEFORE = TestPaths.times(5, 8);

  private static int next(int node) {
    return node % Nodes.COUNT + 1;
  }

  @Test
  void aMasterThatLivesHandsOver() throws Exception {
    try (Nodes nodes = new Nodes();
        Stage stage = new Stage(nodes, TestPaths.work("living"), 1);
        JobLoad load = new JobLoad(nodes)) {
      Instances.create(nodes);
      for (int time = 0; time < TestPaths.times(1, 5); time++) {
        load.want(JOBS);
        load.awaitSubmitted(load.submitted() + BEFORE);
        nodes.failover(next(nodes.master()));
        load.awaitEnd();
        stage.awaitClean();
      }
    }
  }

  @Test
  void aMasterThatLostPowerIsFollowedAndTellsNothingStaleWhenItIsBack() throws Exception {
    int times = TestPaths.times(1, 5);
    for (int time = 1; time <= times; time++) {
      try (Nodes nodes = new Nodes();
          Stage stage = new Stage(nodes, TestPaths.work("dead"), 1);
          JobLoad load = new JobLoad(nodes)) {
        Instances.create(nodes);
        Set<Long> orphans = powerFailure(nodes, stage, load);
        if (time % 2 == 1) {
          stage.daemon(nodes.formerMaster()).forget(); // it would tell all that its files hold
        }
        revival(nodes, stage, load, orphans);
        if (time == times && times > 1) {
          load.awaitEnd(); // of the orphans too, which takes Ganeti minutes
          stage.awaitClean();
        }
      }
    }
  }

  /** Jobs that were on their way. */
  private static Set<Long> powerFailure(Nodes nodes, Stage stage, JobLoad load) throws Exception {
    int dead = nodes.master();
    load.want(JOBS);
    load.awaitSubmitted(load.submitted() + BEFORE);
    // the node's network fails first, and its daemon here would not notice
    stage.silence(dead);
    nodes.powerOff(dead);
    Set<Long> orphans =
        new JobFolders(List.of(nodes.queue(next(dead))))
            .truth()
            .filter(op -> op.status().equals("running") || op.status().equals("waiting"))
            .map(OpFile::jobId)
            .collect(Collectors.toSet());
    nodes.failover(next(dead));
    load.abandon(orphans);
    load.awaitEnd(orphans);
    stage.awaitClean();
    return orphans;
  }

  private static void revival(Nodes nodes, Stage stage, JobLoad load, Set<Long> orphans)
      throws Exception {
    int back = nodes.formerMaster();
    nodes.powerOn(back);
    NodeDaemon revived = stage.daemon(back);
    revived.start();
    revived.awaitLog("is said to be the master, but luxid does not confirm it");
    assertEquals("DOUBTFUL", revived.status().getString("role"));
    load.want(BEFORE);
    load.awaitEnd(orphans);
    stage.awaitClean();
    nodes.redistribute();
    load.want(BEFORE);
    load.awaitEnd(orphans);
    stage.awaitClean();
    assertEquals(0, revived.status().getInt("events"), "it has told nothing of its files");
  }
}
