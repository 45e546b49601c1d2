package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** The packaged daemon's options and exit codes, and what it leaves alone. */
@Timeout(180)
class EventdOptionsIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final BrokerUnderTest broker = new BrokerUnderTest();
  private Path root = Path.of("");
  private DaemonUnderTest daemon;

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    Path work = Files.createDirectories(Path.of(BrokerUnderTest.property("synnefo.eventd.work")));
    root = Files.createTempDirectory(work, test.getTestMethod().orElseThrow().getName() + "-");
    daemon = new DaemonUnderTest(root, broker);
  }

  @AfterEach
  void clean() throws Exception {
    daemon.close();
    broker.remove();
  }

  @Test
  void versionAndHelpAreTold() throws Exception {
    assertTrue(daemon.ask(0, "--version").matches("synnefo-eventd \\d\\S*\\n"));
    String help = daemon.ask(0, "--help");
    assertTrue(help.startsWith(Usage.TEXT), help);
    SettingsReader.DEFAULTS.keySet().forEach(key -> assertTrue(help.contains(key + " = "), key));
  }

  @Test
  void wrongOptionsAreNamedAndEndWithTheirCode() throws Exception {
    assertTrue(daemon.ask(2, "--no-such").contains("no such option: --no-such (see --help)"));
    assertTrue(daemon.ask(2, "--log").contains("--log needs a value (see --help)"));
  }

  @Test
  void aStateThatIsNotThereIsAWrongSettingAndALogThatIsNotIsNone() throws Exception {
    Path nowhere = root.resolve("nowhere");
    assertTrue(daemon.ask(4, "-l", nowhere.resolve("log").toString()).contains("cannot start: "));
    daemon.set("state-dir", nowhere.toString());
    assertTrue(daemon.ask(3).contains("state-dir: " + nowhere + " is no directory"));
  }

  @Test
  void theLogMayBeAFileAndHaveEveryEvent() throws Exception {
    Path log = root.resolve("eventd.log");
    Files.writeString(log, "what was there before\n");
    daemon.job(1, "success");
    daemon.start("-d", "-l", log.toString());
    String read = "read " + DaemonUnderTest.UUID + ":1:0:success of snf-1";
    await().atMost(SOON).until(() -> Files.readString(log, UTF_8).contains(read));
    assertTrue(Files.readString(log, UTF_8).startsWith("what was there before\n"));
    assertEquals("", daemon.logText());
    assertEquals(0, daemon.terminate());
  }

  @Test
  void aDefectEndsItWithItsCodeAndIsInTheLog() throws Exception {
    daemon.breakOff(Scan.class.getName());
    String log = daemon.ask(1);
    assertTrue(log.contains("the watcher died of a defect"), log);
    assertTrue(log.contains("NoClassDefFoundError: io/synnefo/eventd/Scan"), log);
  }

  @Test
  void itNeverWritesInGanetisDirectories() throws Exception {
    broker.declareExchange();
    broker.bindQueue();
    for (int job = 1; job <= 3; job++) {
      daemon.job(job, "success");
    }
    daemon.jobs.archive(1);
    daemon.jobs.text(4, "");
    Map<String, String> before = listing();
    daemon.start();
    await().atMost(SOON).until(() -> daemon.watermark().equals("1-3\n"));
    daemon.kill();
    daemon.start();
    daemon.awaitLog("job-4 is empty");
    assertEquals(0, daemon.terminate());
    assertEquals(before, listing());
  }

  /** Of queue and data directory, what changes with each write, and with each change of a mode. */
  private Map<String, String> listing() throws IOException {
    Map<String, String> listing = new TreeMap<>();
    try (Stream<Path> files = Files.walk(daemon.queue)) {
      for (Path file : files.toList()) {
        listing.put(file.toString(), attributes(file));
      }
    }
    Path master = root.resolve("ssconf_master_node");
    listing.put(master.toString(), attributes(master));
    return listing;
  }

  private static String attributes(Path file) throws IOException {
    return new TreeMap<>(Files.readAttributes(file, "unix:ino,mode,uid,gid,size,ctime")).toString();
  }
}
