package io.synnefo.testbed.eventcheck;

import static org.awaitility.Awaitility.await;

import io.synnefo.testbed.ganeti.GanetiEnv;
import io.synnefo.testbed.ganeti.LuxidConversation;
import io.synnefo.testbed.ganeti.PrivateGaneti;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** A real Ganeti of three nodes, all master candidates. */
final class Nodes implements AutoCloseable {
  static final int COUNT = 3;

  private static final System.Logger LOG = System.getLogger(Nodes.class.getName());
  private static final int ATTEMPTS = 4;

  private final Path place;
  private final PrivateGaneti ganeti;

  /** The nodes, those that are or were master first, the latest before the others. */
  private final List<Integer> byMastership = new ArrayList<>(List.of(1, 2, 3));

  Nodes() throws IOException, InterruptedException {
    // Ganeti's users may not enter a checkout below a closed directory, such as Debian's /root
    place = Files.createTempDirectory(Path.of("/var/tmp"), "snf-");
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    place.toFile().deleteOnExit(); // the last first, and also when this process is told to end
    place.resolve("ganeti.log").toFile().deleteOnExit();
    ganeti =
        PrivateGaneti.start(
            TestPaths.root().resolve("testbed/bin"),
            place.resolve("ganeti"),
            Map.of("GNT_HV", "fake", "GNT_NODES", Integer.toString(COUNT)));
  }

  GanetiEnv env() {
    return ganeti.env();
  }

  Cluster cluster() {
    return new Cluster(env().clusterUuid(), env().cluster(), List.of("snf"));
  }

  static String name(int node) {
    return "node" + node + ".gnt.test";
  }

  private static Path of(int node, Path ofFirst) {
    return Path.of(ofFirst.toString().replace(name(1), name(node)));
  }

  Path data(int node) {
    return of(node, env().dataDir());
  }

  Path queue(int node) {
    return of(node, env().queueDir());
  }

  Path luxid(int node) {
    return of(node, env().luxidSocket());
  }

  int master() {
    return byMastership.get(0);
  }

  /** The one before it. */
  int formerMaster() {
    return byMastership.get(1);
  }

  /** What the present master knows is true; then what its predecessors knew. */
  List<Path> queues() {
    return byMastership.stream().map(this::queue).toList();
  }

  /**
   * The node is master; the one before it may be dead. One that lives may take it back: what its
   * jobs change in the configuration it still copies to all nodes, with itself as the master. Then
   * there is none, and whoever operates it asks again; so he does when Ganeti's command fails. The
   * nodes may have voted for it already, whose own configuration has been overwritten: then Ganeti
   * refuses to ask them again, rightly, and is told not to.
   */
  void failover(int to) throws IOException, InterruptedException {
    List<String> attempts = new ArrayList<>();
    for (String wrong = makeMaster(to); !wrong.isEmpty(); wrong = makeMasterAgain(to, wrong)) {
      LOG.log(Level.WARNING, "node {0} is not master: {1}", to, wrong);
      attempts.add(wrong);
      if (attempts.size() == ATTEMPTS) {
        throw new IOException("node " + to + " is not master: " + String.join("\n", attempts));
      }
    }
    byMastership.remove(Integer.valueOf(to));
    byMastership.add(0, to);
  }

  private String makeMasterAgain(int node, String wrong) throws InterruptedException {
    boolean voted = wrong.contains("the other nodes voted " + name(node) + ".");
    return voted ? makeMaster(node, "--no-voting", "--yes-do-it") : makeMaster(node);
  }

  /** What went wrong; nothing if it is the master now. */
  private String makeMaster(int node, String... options) throws InterruptedException {
    try {
      ganeti.node("failover", node, options);
    } catch (IOException failed) {
      return String.valueOf(failed.getMessage());
    }
    try {
      String master =
          await()
              .atMost(Duration.ofSeconds(60))
              .ignoreExceptions()
              .until(() -> LuxidConversation.master(luxid(node)), name -> !name.isEmpty());
      return master.equals(name(node)) ? "" : master + " took the mastership back";
    } catch (ConditionTimeoutException silent) {
      return "its luxid does not answer";
    }
  }

  void powerOff(int node) throws IOException, InterruptedException {
    ganeti.node("kill", node);
  }

  /** Its daemons run again; to itself it is what it was. */
  void powerOn(int node) throws IOException, InterruptedException {
    ganeti.node("revive", node);
  }

  /** A job of these opcodes, a JSON array, is submitted as an operator would. */
  void submit(String opcodes) throws IOException, InterruptedException {
    Path file = Files.writeString(place.resolve("job.json"), opcodes);
    ganeti.onNode(master(), "gnt-debug", "submit-job", file.toString());
    Files.delete(file);
  }

  /** The node has no job's file, as one that has joined just now. */
  void loseJobs(int node) throws IOException {
    try (DirectoryStream<Path> jobs = Files.newDirectoryStream(queue(node), "job-*")) {
      for (Path job : jobs) {
        Files.deleteIfExists(job); // a temporary one has been renamed meanwhile
      }
    }
  }

  /** Every node that lives knows who is master. */
  void redistribute() throws IOException, InterruptedException {
    ganeti.onNode(master(), "gnt-cluster", "redist-conf");
  }

  @Override
  public void close() throws IOException {
    ganeti.close();
  }
}
