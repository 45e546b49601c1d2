package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.InstanceEventCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
        MAPPER.map(ours(Samples.text(sample))).stream()
            .map(message -> new String(message.body(), UTF_8) + "\n")
            .collect(Collectors.joining());
    String golden = "wire/src/test/resources/golden-jobs/" + sample + ".json";
    Path left = Path.of("target/goldens", golden);
    Files.createDirectories(left.getParent());
    Files.writeString(left, actual, UTF_8);
    assertEquals(Files.readString(Path.of("..", golden), UTF_8), actual, "see " + left);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyEventSurvivesTheWire(String sample) throws Exception {
    for (Outgoing message : MAPPER.map(ours(Samples.text(sample)))) {
      InstanceEvent event = InstanceEventCodec.decode(message.body());
      assertArrayEquals(message.body(), InstanceEventCodec.encode(event));
      assertEquals(event.eventId(), message.id());
      assertEquals(event.instance(), message.subject());
      assertEquals(event.eventTime(), message.at());
      assertEquals(event.status().isFinal(), message.ends());
      assertEquals("ganeti.snf.event.op", message.key());
    }
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
    Outgoing message = MAPPER.map(ours(Samples.text(sample))).get(0);
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
        MAPPER.map(Samples.parse(text)).get(1).at());
  }

  @Test
  void everyOpcodeOfAJobHasItsOwnId() throws Exception {
    List<Outgoing> messages =
        MAPPER.map(ours(Samples.text("multi-op-OP_INSTANCE_REINSTALL.success-running-queued")));
    assertEquals(
        List.of(UUID + ":67:0:success", UUID + ":67:1:running", UUID + ":67:2:queued"),
        messages.stream().map(Outgoing::id).toList());
  }

  @Test
  void instancesOfAnotherPrefixAndOpcodesWithoutOneGiveNoEvent() throws Exception {
    String text = Samples.text("OP_INSTANCE_CREATE.success");
    assertEquals(List.of(), MAPPER.map(Samples.parse(text)));
    assertEquals(List.of(), MAPPER.map(Samples.parse(named(text, "snf1"))));
    assertEquals(List.of(), MAPPER.map(Samples.parse(named(text, "snfx-1"))));
    assertEquals(List.of(), MAPPER.map(Samples.parse(named(text, "snf-1\\u0007"))));
    assertEquals(List.of(), MAPPER.map(Samples.parse(named(text, "snf-" + "9".repeat(200)))));
    assertEquals(List.of(), MAPPER.map(Samples.job("OP_NETWORK_ADD.success")));
  }

  @Test
  void aDryRunGivesNoEventSinceNothingHappened() throws Exception {
    String text = Samples.text("OP_INSTANCE_SHUTDOWN.success");
    assertTrue(text.contains("\"dry_run\": false"));
    assertEquals(
        List.of(), MAPPER.map(ours(text.replace("\"dry_run\": false", "\"dry_run\": true"))));
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
        MAPPER.map(Samples.parse(text)).stream().map(Outgoing::id).toList());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noSecretIsInAnyMessage(String sample) throws Exception {
    for (Outgoing outgoing : MAPPER.map(ours(Samples.text(sample)))) {
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
            .replace("\"reason\": [", "\"reason\": [" + step);
    byte[] message = MAPPER.map(Samples.parse(text)).get(0).body();
    assertTrue(message.length > 400_000, message.length + " bytes");
    InstanceEvent event = InstanceEventCodec.decode(message);
    assertArrayEquals(message, InstanceEventCodec.encode(event));
  }

  private static Job ours(String text) throws BadJobFileException {
    return Samples.parse(text.replaceAll("(\"instance_name\": \")(?!snf-)([^\"]*\")", "$1snf-$2"));
  }

  private static String named(String text, String name) {
    return text.replace("\"instance_name\": \"inst-a\"", "\"instance_name\": \"" + name + "\"");
  }
}
