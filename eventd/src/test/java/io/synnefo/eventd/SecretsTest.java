package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.RoutingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A queued job's file has the guest's parameters in clear, its password among them. */
@Timeout(60)
class SecretsTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final List<String> PREFIXES = List.of("snf");
  private static final String QUEUED =
      Samples.ours(Samples.text("OP_INSTANCE_CREATE.queued"))
          .replace("\"img_id\": \"debian\"", "\"img_passwd\": \"hunter2\"");

  @TempDir Path root = Path.of("");

  @Test
  void noOsparamOfAQueuedJobIsInTheStateOrInTheLogAtDebug() throws Exception {
    assertTrue(QUEUED.contains("hunter2") && QUEUED.contains("topsecret"));
    QueueUnderTest queue = new QueueUnderTest(root.resolve("queue"));
    Path state = Files.createDirectories(root.resolve("state"));
    queue.text(54, QUEUED);
    queue.text(55, QUEUED.replace("\"id\": 54", "\"id\": 55").substring(0, QUEUED.length() - 90));
    queue.text(56, QUEUED.replace("\"hunter2\"", "hunter2"));
    try (LogUnderTest log = new LogUnderTest();
        Spools spools = Spools.open(state, RoutingKeys.ofEvents(PREFIXES), 64 << 20)) {
      Watermark watermark = Watermark.load(state, UUID, PREFIXES);
      EventMapper mapper = new EventMapper("cluster.gnt.test", UUID, PREFIXES);
      Path fetched = root.resolve("fetched");
      JobIntake intake =
          new JobIntake(queue.directory, fetched, mapper, watermark, spools, new Tally());
      Scan scan = new Scan(queue.directory, intake, 0);
      while (!scan.isDone()) {
        scan.step(1);
      }
      watermark.save();
      spools.save();
      assertEquals(1, log.count("read " + UUID + ":54:0:queued of snf-inst-a"));
      assertEquals(2, log.count("job file is left aside"));
      assertTrue(state(state).contains("snf-inst-a"));
      for (String secret : List.of("hunter2", "topsecret", "osparams", "img_passwd")) {
        assertEquals(0, log.count(secret), secret);
        assertFalse(state(state).contains(secret), secret);
      }
    }
  }

  private static String state(Path directory) throws Exception {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, ISO_8859_1));
      }
    }
    return all.toString();
  }
}
