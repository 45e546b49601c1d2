package io.synnefo.testbed.ganeti;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a FakeGaneti is made of.
 *
 * @param stateDir holds everything; one started again on the same directory goes on with it
 * @param port of RAPI on 127.0.0.1, 0 for a free one
 * @param queueDelay from submission until the job's process starts
 * @param runDelay how long an operation runs
 */
public record FakeGanetiSettings(
    Path stateDir,
    String cluster,
    String node,
    int port,
    String username,
    String password,
    Duration queueDelay,
    Duration runDelay) {

  /** Delays about those of a real, idle Ganeti. */
  public static FakeGanetiSettings in(Path stateDir, String password) {
    return new FakeGanetiSettings(
        stateDir.toAbsolutePath(),
        "cluster.gnt.test",
        "node1.gnt.test",
        0,
        "synnefo",
        password,
        Duration.ofMillis(120),
        Duration.ofMillis(200));
  }

  /** As this, with other delays. */
  public FakeGanetiSettings withDelays(Duration queue, Duration run) {
    return new FakeGanetiSettings(stateDir, cluster, node, port, username, password, queue, run);
  }

  /** As this, on that port. */
  public FakeGanetiSettings withPort(int newPort) {
    return new FakeGanetiSettings(
        stateDir, cluster, node, newPort, username, password, queueDelay, runDelay);
  }

  Path dataDir() {
    return stateDir.resolve("nodes").resolve(node).resolve("var/lib/ganeti");
  }

  Path queueDir() {
    return dataDir().resolve("queue");
  }

  /** Ganeti has none such. */
  Path instancesDir() {
    return stateDir.resolve("instances");
  }

  /** A socket's path is short: beside the env file, not where a node would have it. */
  Path luxidSocket() {
    return stateDir.resolve("luxid");
  }

  Path envFile() {
    return stateDir.resolve("env");
  }

  /** Tells all but the password. */
  @Override
  public String toString() {
    return "FakeGanetiSettings[" + cluster + " in " + stateDir + "]";
  }
}
