package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.GanetiEvent;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class EventMapperTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final EventMapper MAPPER =
      new EventMapper("cluster.gnt.test", UUID, List.of("snf"));

  static List<String> samples() {
    return Samples.names();
  }

  /** A golden file holds one message a line; {@code ./synnefo goldens} takes over what is left. */
  @ParameterizedTest
  @MethodSource("samples")
  void everySampleAmountsToItsGoldenMessages(String sample) throws Exception {
    String actual =
        Samples.events(MAPPER, ours(sample)).stream()
            .map(message -> new String(message.body(), UTF_8) + "\n")
            .collect(Collectors.joining());
    assertGolden(sample + ".json", actual);
  }

  /** Beside it, for whoever asks where in a job file a message's value comes from. */
  @ParameterizedTest
  @MethodSource("samples")
  void everyValueOfAMessageHasItsGoldenSource(String sample) throws Exception {
    String table =
        SourceTable.of(Samples.ours(Samples.text(sample)), Samples.events(MAPPER, ours(sample)));
    assertGolden(sample + ".txt", table);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyEventSurvivesTheWireAndIsWhatTheEnvelopeSays(String sample) throws Exception {
    for (Outgoing message : Samples.events(MAPPER, ours(sample))) {
      GanetiEvent event = (GanetiEvent) MessageCodec.decode(message.body());
      assertArrayEquals(message.body(), MessageCodec.encode(event));
      assertEquals(event.eventId(), message.id());
      assertEquals(event.subject(), message.subject());
      assertEquals(event.eventTime(), message.at());
      assertEquals(event.status().isFinal(), message.ends());
    }
  }

  /** Those are the keys that the queues are made for. */
  @Test
  void theSamplesEventsHaveEachKeyThatThereIsAndNoOther() throws Exception {
    Set<String> keys = new TreeSet<>();
    for (String sample : samples()) {
      Samples.events(MAPPER, ours(sample)).forEach(message -> keys.add(message.key()));
    }
    assertEquals(new TreeSet<>(RoutingKeys.ofEvents(List.of("snf"))), keys);
  }

  @ParameterizedTest
  @CsvSource({
    // what Ganeti recorded for the status itself
    "OP_INSTANCE_CREATE.queued, 1795338805.987822",
    "OP_INSTANCE_CREATE.waiting, 1795338806.106777",
    "OP_INSTANCE_CREATE.running, 1795338806.115595",
    "OP_INSTANCE_CREATE.success, 1795338806.589855",
    // failed before it ran, canceled before it began
    "failed-OP_INSTANCE_STARTUP.error, 1795338810.370961",
    "canceled-queued-dependency.canceled, 1795338846.751916",
  })
  void theEventsTimeIsTheStatussOwn(String sample, String time) throws Exception {
    Outgoing message = Samples.events(MAPPER, ours(sample)).get(0);
    String[] parts = time.split("\\.", -1);
    assertEquals(
        Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]) * 1000),
        message.at());
  }

  @Test
  void anOpcodeCanceledBehindAnotherHasTheTimeOfTheJobsEnd() throws Exception {
    String text =
        Samples.text("canceled-multi-op-running.success-canceled")
            .replace("\"repeat\": 0,", "\"instance_name\": \"snf-1\",");
    assertEquals(
        Instant.ofEpochSecond(1795338848L, 338_267_000),
        Samples.events(MAPPER, Samples.parse(text)).get(1).at());
  }

  @Test
  void everyOpcodeOfAJobHasItsOwnId() throws Exception {
    List<Outgoing> messages =
        Samples.events(MAPPER, ours("multi-op-OP_INSTANCE_REINSTALL.success-running-queued"));
    assertEquals(
        List.of(UUID + ":67:0:success", UUID + ":67:1:running", UUID + ":67:2:queued"),
        messages.stream().map(Outgoing::id).toList());
  }

  @Test
  void anEventIsTheSameWheneverTheFileOfItsStatusIsRead() throws Exception {
    String early = Samples.ours(Samples.text("OP_INSTANCE_CREATE-file.running"));
    String late = early.replace("\"log\": [", "\"log\": [[1, [1, 2], \"message\", \"x\"],");
    String later = late.replace("\"livelock\": \"", "\"livelock\": \"/x");
    assertNotEquals(early, late);
    assertNotEquals(late, later);
    List<Outgoing> expected = Samples.events(MAPPER, Samples.parse(early));
    assertEquals(1, expected.size());
    assertEquals(expected, Samples.events(MAPPER, Samples.parse(late)));
    assertEquals(expected, Samples.events(MAPPER, Samples.parse(later)));
  }

  @Test
  void whatIsNotOursGivesNoMessageAndIsCounted() throws Exception {
    String text = Samples.text("OP_INSTANCE_CREATE.success");
    String tooLong = "snf-" + "9".repeat(200);
    String tooManyBytes = "snf-" + "é".repeat(150);
    for (String name :
        List.of("inst-a", "snf1", "snf", "snfx-1", "snf-1\\u0007", tooLong, tooManyBytes)) {
      Job job = Samples.parse(named(text, name));
      assertEquals(List.of(), Samples.events(MAPPER, job), name);
      assertEquals(1, Samples.foreign(MAPPER, job), name);
    }
    assertEquals(0, Samples.foreign(MAPPER, Samples.parse(named(text, "snf-1"))));
    assertEquals(1, Samples.foreign(MAPPER, Samples.job("OP_NETWORK_ADD.success")));
    assertEquals(List.of(), Samples.events(MAPPER, Samples.job("OP_NETWORK_ADD.success")));
    assertEquals(0, Samples.foreign(MAPPER, Samples.job("OP_CLUSTER_SET_PARAMS.success")));
  }

  @ParameterizedTest
  @CsvSource({
    "snf-3, ganeti.snf.event.op",
    "snf-lab-3, ganeti.snf-lab.event.op",
    "snf-labour-3, ganeti.snf.event.op",
    "lab-3, ganeti.lab.event.op",
  })
  void ofSeveralPrefixesTheLongestThatFitsDecides(String name, String key) throws Exception {
    EventMapper mapper = new EventMapper("c", UUID, List.of("snf", "lab", "snf-lab"));
    String text = named(Samples.text("OP_INSTANCE_CREATE.success"), name);
    assertEquals(key, Samples.events(mapper, Samples.parse(text)).get(0).key());
  }

  @Test
  void ofSeveralInstancesEachHasAnEventOfItsOwn() throws Exception {
    String text =
        Samples.text("OP_INSTANCE_REBOOT.success")
            .replaceFirst(
                "\"instance_name\": \"[^\"]*\"",
                "\"instances\": [\"snf-1\", {\"instance_name\": \"snf-2\"}, \"other\", 5]");
    long job = Samples.parse(text).id();
    assertEquals(
        List.of(UUID + ":" + job + ":0:success:snf-1", UUID + ":" + job + ":0:success:snf-2"),
        Samples.events(MAPPER, Samples.parse(text)).stream().map(Outgoing::id).toList());
  }

  @Test
  void theLongestIdIsStillOneThatAMessageMayHave() throws Exception {
    String name = "snf-" + "é".repeat(88);
    String text =
        Samples.text("OP_INSTANCE_REBOOT.success")
            .replaceFirst("\"id\": \\d+", "\"id\": " + 999_999_999_999_999_999L)
            .replaceFirst("\"instance_name\": \"[^\"]*\"", "\"instances\": [\"" + name + "\"]");
    int bytes = Samples.events(MAPPER, Samples.parse(text)).get(0).id().getBytes(UTF_8).length;
    assertTrue(bytes > 240 && bytes <= 255, bytes + " bytes");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noSecretIsInAnyMessage(String sample) throws Exception {
    for (Outgoing outgoing : Samples.events(MAPPER, ours(sample))) {
      String message = new String(outgoing.body(), UTF_8);
      assertFalse(message.contains("topsecret"), message);
      assertFalse(message.contains("osparams"), message);
    }
  }

  @Test
  void theLargestEventIsStillOneThatTheConsumerReads() throws Exception {
    String odd = "\\u0001".repeat(1_000_000 / 6);
    String step = "[\"" + odd + "\", \"" + odd + "\", 1],";
    String fits = "\\u0001".repeat(10_000);
    String text =
        named(Samples.text("OP_INSTANCE_CREATE.success"), "snf-" + "9".repeat(170))
            .replace("* starting instance...", odd.substring(0, 6 * 40_000))
            .replace("\"result\": [", "\"result\": [\"" + "\\u0001".repeat(43_000) + "\",")
            .replace("\"hvparams\": {}", "\"hvparams\": {\"x\": \"" + fits + "\"}")
            .replace("\"maxmem\": 128,", "\"maxmem\": \"" + fits + "\",")
            .replace("\"synnefo:x\"", "\"" + fits + "\"")
            .replace("\"reason\": [", "\"reason\": [" + step);
    byte[] message = Samples.events(MAPPER, Samples.parse(text)).get(0).body();
    assertTrue(message.length > 450_000, message.length + " bytes");
    assertArrayEquals(message, MessageCodec.encode(MessageCodec.decode(message)));
  }

  private static Job ours(String sample) throws BadJobFileException {
    return Samples.parse(Samples.ours(Samples.text(sample)));
  }

  private static void assertGolden(String file, String actual) throws IOException {
    String golden = "wire/src/test/resources/golden-jobs/" + file;
    Path left = Path.of("target/goldens", golden);
    Files.createDirectories(left.getParent());
    Files.writeString(left, actual, UTF_8);
    Path kept = Path.of("..", golden);
    assertEquals(Files.exists(kept) ? Files.readString(kept, UTF_8) : "", actual, "see " + left);
  }

  private static String named(String text, String name) {
    return text.replace("\"instance_name\": \"inst-a\"", "\"instance_name\": \"" + name + "\"");
  }
}
