package io.synnefo.testbed.eventcheck;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A node that lacks the files of jobs, as one that joined later does, becomes master. Needs root,
 * and Debian's ganeti and rabbitmq-server.
 */
@Timeout(1800)
class JobsNeverGotIT {
  private static final int JOBS = TestPaths.times(8, 16);
  private static final Duration SOON = Duration.ofMinutes(2);

  @Test
  void theyAreToldByWhoFetchedThemInTimeAndNamedByWhoDidNot() throws Exception {
    Path dir = TestPaths.work("nevergot");
    try (Nodes nodes = new Nodes();
        Stage stage = new Stage(nodes, dir, 1, List.of());
        JobLoad load = new JobLoad(nodes)) {
      Instances.create(nodes);
      load.want(JOBS);
      load.awaitEnd();
      Set<String> jobs = names(nodes.queue(1));
      nodes.loseJobs(2);
      nodes.loseJobs(3);
      mayFetch(stage.daemon(2), nodes, dir);
      stage.daemon(2).start();
      Path fetched = stage.daemon(2).state().resolve("fetched/" + nodes.env().clusterUuid());
      await("all jobs on node 2")
          .atMost(SOON)
          .until(() -> names(fetched, nodes.queue(2)).equals(jobs)); // the last write may be late
      assertTrue(names(fetched).size() > JOBS, fetched.toString());
      assertFalse(holds(fetched, "topsecret", "img_passwd", "img_id", "osparams"));
      theSecondTellsWhatItFetched(nodes, stage, fetched);
      theThirdNamesWhatItLacks(nodes, stage);
    }
  }

  /** No other daemon has ever run. Then the first tells the same, by its files. */
  private static void theSecondTellsWhatItFetched(Nodes nodes, Stage stage, Path fetched)
      throws Exception {
    nodes.failover(2);
    int messages = stage.awaitClean().messages();
    assertTrue(messages >= JOBS, messages + " messages");
    await("nothing is kept any more").atMost(SOON).until(() -> names(fetched).isEmpty());
    stage.daemon(2).kill();
    nodes.failover(1);
    stage.daemon(1).start();
    await("the same messages again")
        .atMost(SOON)
        .until(() -> stage.awaitClean().messages() >= 2 * messages);
  }

  private static void theThirdNamesWhatItLacks(Nodes nodes, Stage stage) throws Exception {
    stage.daemon(3).start();
    nodes.failover(3);
    stage.daemon(3).awaitLog("no file on this node of ");
  }

  private static void mayFetch(NodeDaemon daemon, Nodes nodes, Path dir) throws IOException {
    Path password = dir.resolve("rapi-password");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, nodes.env().password());
    daemon.set("rapi.uri", "auto");
    daemon.set("rapi.username", nodes.env().username());
    daemon.set("rapi.password-file", password.toString());
    daemon.set("rapi.cert-sha256", nodes.env().certificateSha256());
  }

  private static Set<String> names(Path... directories) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          files.map(file -> file.getFileName().toString()).forEach(names::add);
        }
      }
    }
    names.removeIf(name -> !name.matches("job-\\d+"));
    return names;
  }

  private static boolean holds(Path directory, String... words) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> holds(file, List.of(words)));
    }
  }

  private static boolean holds(Path file, List<String> words) {
    try {
      String text = Files.readString(file);
      return words.stream().anyMatch(text::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
