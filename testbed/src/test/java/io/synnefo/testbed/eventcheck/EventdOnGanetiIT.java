package io.synnefo.testbed.eventcheck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The daemon on each node of a real Ganeti, under jobs, with faults; afterwards the job files say
 * that nothing was lost, and nothing came twice under different ids. Needs root, and Debian's
 * ganeti and rabbitmq-server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1800)
class EventdOnGanetiIT {
  private static final int JOBS = TestPaths.times(10, 20);

  private Nodes nodes;

  @BeforeAll
  void up() throws Exception {
    nodes = new Nodes();
    Instances.create(nodes);
  }

  @AfterAll
  void down() throws Exception {
    if (nodes != null) {
      nodes.close();
    }
  }

  private static Path work(TestInfo test) throws Exception {
    return TestPaths.work(test.getTestMethod().orElseThrow().getName().substring(0, 8));
  }

  @Test
  void aBrokerThatIsStoppedInTheMiddleOfTheJobsLosesNone(TestInfo test) throws Exception {
    int jobs = TestPaths.times(18, 200); // each kind
    try (Stage stage = new Stage(nodes, work(test), 1);
        JobLoad load = new JobLoad(nodes)) {
      load.want(jobs);
      load.awaitSubmitted(jobs / 3);
      stage.broker.script("stop");
      load.awaitSubmitted(2 * jobs / 3);
      stage.broker.script("start");
      load.awaitEnd();
      Verdict verdict = stage.awaitClean();
      assertTrue(verdict.messages() > jobs, verdict.sum());
    }
  }

  @Test
  void aDaemonThatIsKilledAgainAndAgainLosesNone(TestInfo test) throws Exception {
    Random random = new Random(3);
    try (Stage stage = new Stage(nodes, work(test), 1);
        JobLoad load = new JobLoad(nodes)) {
      for (int kill = 0; kill < TestPaths.times(2, 20); kill++) {
        load.want(8);
        load.awaitSubmitted(load.submitted() + random.nextInt(1, 8));
        stage.daemon(nodes.master()).kill();
        stage.daemon(nodes.master()).start();
      }
      load.awaitEnd();
      stage.awaitClean();
    }
  }

  @Test
  void aBrokerThatIsKilledLosesNone(TestInfo test) throws Exception {
    try (Stage stage = new Stage(nodes, work(test), 1);
        JobLoad load = new JobLoad(nodes)) {
      stage.awaitClean(); // a young quorum queue may not survive
      for (int kill = 0; kill < TestPaths.times(1, 5); kill++) {
        load.want(JOBS);
        load.awaitSubmitted(load.submitted() + 4);
        stage.broker.script("kill");
        load.awaitSubmitted(load.submitted() + 4);
        stage.broker.script("start");
      }
      load.awaitEnd();
      stage.awaitClean();
    }
  }

  @Test
  void aClusterOfBrokersWhoseLeaderIsKilledLosesNone(TestInfo test) throws Exception {
    try (Stage stage = new Stage(nodes, work(test), 3);
        JobLoad load = new JobLoad(nodes)) {
      stage.awaitClean();
      for (int kill = 0; kill < TestPaths.times(1, 5); kill++) {
        load.want(JOBS);
        load.awaitSubmitted(load.submitted() + 4);
        String leader = Integer.toString(stage.broker.leader(Stage.QUEUE));
        stage.broker.script("kill", leader);
        load.awaitEnd();
        stage.awaitClean(); // with two brokers of three
        stage.broker.script("start", leader);
      }
      stage.awaitClean();
    }
  }
}
