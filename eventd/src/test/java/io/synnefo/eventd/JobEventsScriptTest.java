package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.GanetiEvent;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.OpState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two parsers that share nothing agree: the daemon, and {@code testbed/lib/job-events.jq}. */
@Timeout(30)
class JobEventsScriptTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final Path SCRIPT = Path.of("../testbed/lib/job-events.jq");

  @TempDir Path directory = Path.of("");

  static List<String> samples() {
    return Samples.names();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void bothReadTheSameOutOfEverySample(String sample) throws Exception {
    String text = Samples.text(sample);
    List<String> second = secondOpinion(text);
    assertEquals(second, daemons(text));
    for (Outgoing message :
        Samples.events(
            new EventMapper("c", UUID, List.of("snf")), Samples.parse(Samples.ours(text)))) {
      GanetiEvent event = (GanetiEvent) MessageCodec.decode(message.body());
      assertEquals(second.get(event.opIndex()), line(event.op()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OP_INSTANCE_CREATE.success, '\"id\": 54', '\"id\": 55'",
    "OP_INSTANCE_CREATE.success, OP_INSTANCE_CREATE, OP_INSTANCE_REMOVE",
    "OP_INSTANCE_CREATE.success, '\"success\"', '\"error\"'",
    "OP_INSTANCE_CREATE.success, 589855, 589856",
    "OP_INSTANCE_CREATE.running, 115595, 115596",
    "OP_INSTANCE_CREATE.waiting, 106777, 106778",
    "OP_INSTANCE_CREATE.queued, 987822\\n, 987823\\n",
    "OP_INSTANCE_CREATE.success, end_timestamp, other_timestamp",
    "canceled-multi-op-running.success-canceled, 338267, 338268",
  })
  void aFileThatSaysSomethingElseIsNoticed(String sample, String part, String other)
      throws Exception {
    String text = Samples.text(sample);
    String altered = text.replace(unescaped(part), unescaped(other));
    assertNotEquals(text, altered);
    assertNotEquals(secondOpinion(altered), daemons(text));
  }

  @Test
  void aStatusThatGanetiDoesNotHaveIsAnError() throws Exception {
    String text = Samples.text("OP_INSTANCE_CREATE.success").replace("\"success\"", "\"done\"");
    List<String> answer = secondOpinion(text);
    assertTrue(answer.get(0).contains("no status of Ganeti: done"), answer.toString());
  }

  private static List<String> daemons(String text) throws BadJobFileException {
    Job job = Samples.parse(text);
    OpStates states = new OpStates("c", UUID);
    return job.ops().stream().map(op -> line(states.of(job, op))).toList();
  }

  private static String line(OpState op) {
    Instant at = op.eventTime();
    return String.format(
        "%s %s %s %d.%06d",
        op.eventId(), op.operation(), op.status().word(), at.getEpochSecond(), at.getNano() / 1000);
  }

  private List<String> secondOpinion(String text) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("job"), text, UTF_8);
    Path said = directory.resolve("said");
    Process jq =
        new ProcessBuilder(
                List.of(
                    "jq", "-r", "--arg", "uuid", UUID, "-f", SCRIPT.toString(), file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertTrue(jq.waitFor(20, TimeUnit.SECONDS));
    return new ArrayList<>(Files.readAllLines(said, UTF_8));
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n");
  }
}
