package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scan in a process of its own, with the memory that the launcher gives the daemon and, where the
 * test is root, none of root's right to read what nobody may.
 */
final class IntakeUnderTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final Pattern MEMORY = Pattern.compile("(?m)^memory='([^']*)'$");
  static final byte[] REST = new byte[4 << 20]; // of the daemon: connections, lanes

  private IntakeUnderTest() {}

  /** Scans the queue below the first argument. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path queue = root.resolve("queue");
    List<String> prefixes = List.of("snf");
    try (Spools spools = Spools.open(root, RoutingKeys.ofEvents(prefixes), 256 << 20)) {
      Watermark watermark = Watermark.load(root, UUID, prefixes);
      Tally tally = new Tally();
      EventMapper mapper = new EventMapper("cluster.gnt.test", UUID, prefixes);
      JobIntake intake =
          new JobIntake(queue, root.resolve("fetched"), mapper, watermark, spools, tally);
      Scan scan = new Scan(queue, intake, 100_000);
      while (!scan.isDone()) {
        scan.step(1);
      }
      ClosedJobs closed = new ClosedJobs(new Luxid(root.resolve("luxid")));
      scan.closed().forEach(closed::add);
      boolean patient = arguments.length > 1;
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> asked(closed, intake) || (!patient && tally.badFiles() > 0));
      spools.save();
      watermark.save();
      System.out.println(
          spools.depth() + " events, settled " + watermark.settled() + tally.someBad());
    }
  }

  private static boolean asked(ClosedJobs closed, JobIntake intake) throws NoRoomException {
    closed.ask(intake);
    return closed.isEmpty();
  }

  /** What the scan of the queue below that directory said, or what it died of. */
  static String scan(Path root) throws IOException, InterruptedException {
    return run(root.toString());
  }

  /** The same, after all that only Ganeti may read is told by luxid. */
  static String scanPatiently(Path root) throws IOException, InterruptedException {
    return run(root.toString(), "patiently");
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(memory());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IntakeUnderTest.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return said.lines().reduce("", (before, line) -> line) + " [" + process.waitFor() + "]";
  }

  private static List<String> memory() throws IOException {
    Matcher found = MEMORY.matcher(Files.readString(Path.of("src/deb/launcher")));
    if (!found.find()) {
      throw new IllegalStateException("the launcher sets no memory");
    }
    return List.of(found.group(1).split(" ", -1));
  }
}
