package io.synnefo.testbed.eventcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the daemon makes of the samples of real Ganeti is what the judge, too, reads in them. */
class GoldenMessagesTest {
  private static final Path RESOURCES = Path.of("../wire/src/test/resources");

  @TempDir Path root;

  static List<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("golden-jobs"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  /** As the daemon's tests do: what it is about bears our prefix. */
  private static String ours(String text) {
    return text.replaceAll("(\"(instance|network)_name\": \")(?!snf-)", "$1snf-")
        .replaceAll(
            "(\"kind\": \"(instance|network)\",\\s+\"tags\": \\[[^]]*],\\s+\"name\": \")(?!snf-)",
            "$1snf-");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aGoldenMessageAgreesWithItsSample(String name) throws IOException {
    Path queue = Files.createDirectories(root.resolve("queue"));
    String job = ours(Files.readString(RESOURCES.resolve("ganeti-samples").resolve(name)));
    Files.writeString(queue.resolve("job-1"), job);
    Recording recording = new Recording(root.resolve("recording"));
    List<String> messages = Files.readAllLines(RESOURCES.resolve("golden-jobs").resolve(name));
    Cluster cluster = new Cluster(QueueUnderTest.UUID, "cluster.gnt.test", List.of("snf"));
    List<String> keys = keys(name);
    for (int i = 0; i < messages.size(); i++) {
      recording.add(keys.get(i), id(messages.get(i)), messages.get(i));
    }
    Verdict verdict =
        EventCheck.check(cluster, List.of(queue), root.resolve("recording"), Map.of());
    assertTrue(verdict.isClean(), verdict::table);
    assertEquals(messages.size(), verdict.ours());
  }

  private static String id(String message) {
    return message.replaceAll(".*\"event_id\":\"([^\"]*)\".*", "$1");
  }

  /** From the table beside it. */
  private static List<String> keys(String name) throws IOException {
    Path table = RESOURCES.resolve("golden-jobs").resolve(name.replace(".json", ".txt"));
    return Files.readAllLines(table).stream()
        .filter(line -> line.startsWith("key "))
        .map(line -> line.substring("key ".length(), line.indexOf(',')))
        .toList();
  }
}
