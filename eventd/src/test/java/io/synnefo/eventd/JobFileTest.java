package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.JobStatus;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JobFileTest {
  @TempDir Path queue = Path.of("");

  static List<String> samples() {
    return Samples.names();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsReadWithTheStatusesInItsName(String sample) throws Exception {
    Job job = Samples.job(sample);
    List<String> statuses = job.ops().stream().map(op -> op.status().word()).toList();
    String inName = sample.substring(sample.lastIndexOf('.') + 1);
    assertEquals(Arrays.asList(inName.split("-")), statuses);
    assertEquals(statuses.stream().allMatch(s -> s.matches("success|error|canceled")), job.ended());
    assertTrue(job.received().isAfter(Instant.parse("2026-01-01T00:00:00Z")));
    for (Job.Op op : job.ops()) {
      assertTrue(op.input().opId().startsWith("OP_"), op.input().opId());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleCutOffAnywhereIsRefusedByName(String sample) {
    String text = Samples.text(sample).strip();
    for (int end = 0; end < text.length(); end += 97) {
      String part = text.substring(0, end);
      BadJobFileException refused =
          assertThrows(BadJobFileException.class, () -> Samples.parse(part));
      assertTrue(String.valueOf(refused.getMessage()).startsWith("job-"));
    }
  }

  @Test
  void anOpcodeIsReadWhole() throws Exception {
    Job job = Samples.job("OP_INSTANCE_CREATE.success");
    Job.Op op = job.ops().get(0);
    assertEquals(54, job.id());
    assertEquals(JobStatus.SUCCESS, op.status());
    assertEquals(List.of("inst-a"), op.input().target().names());
    assertEquals("* starting instance...", op.lastLog());
    assertEquals("[\"node1.gnt.test\"]", op.result().toString());
    assertEquals(Instant.ofEpochSecond(1795338806L, 589_855_000), op.times().end());
    assertEquals(3, op.input().reason().size());
    assertEquals("snf-cyclades:create:42", op.input().reason().get(0).text());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noSecretOfAnInputIsTakenIn(String sample) throws Exception {
    String taken = Samples.job(sample).toString();
    assertFalse(taken.contains("topsecret"));
    assertFalse(taken.contains("osparams_private"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "null",
        "12",
        "no json",
        "{\"id\":1}",
        "{\"id\":1,\"ops\":[]}"
      })
  void whatIsNoJobIsRefused(String text) {
    assertThrows(BadJobFileException.class, () -> Samples.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "\"status\": \"success\", \"status\": \"cancelled\"",
    "\"id\": 63, \"id\": \"63\"",
    "\"ops\": [, \"ops\": [[]\\,",
    "\"OP_ID\", \"OP_NAME\"",
    "\"received_timestamp\", \"other\"",
  })
  void aJobOfTheWrongShapeIsRefused(String part, String wrong) throws Exception {
    String text = Samples.text("OP_INSTANCE_SHUTDOWN.success");
    long id = Samples.job("OP_INSTANCE_SHUTDOWN.success").id();
    String changed =
        text.replace(part.replace("63", "" + id), wrong.replace("63", "" + id).replace("\\,", ","));
    assertFalse(changed.equals(text), part);
    assertThrows(BadJobFileException.class, () -> Samples.parse(changed));
  }

  @Test
  void aFileThatHoldsAnotherJobIsRefused() {
    String text = Samples.text("OP_INSTANCE_CREATE.success");
    assertThrows(
        BadJobFileException.class, () -> JobFile.parse("job-55", new java.io.StringReader(text)));
  }

  @Test
  void aNestingTooDeepIsRefused() {
    String deep = "[".repeat(5000);
    assertThrows(BadJobFileException.class, () -> Samples.parse("{\"ops\":[{\"result\":" + deep));
  }

  @ParameterizedTest
  @CsvSource({
    "job-54, 54",
    "job-54fjkaxv6g.new, -1",
    "job-54-123-4.tmp, -1",
    "job-, -1",
    "serial, -1",
    "xjob-1, -1",
    "job-9999999999999999999, -1",
    "job-0054, 54"
  })
  void onlyAFinalNameIsAJobs(String name, long id) {
    assertEquals(id < 0 ? OptionalLong.empty() : OptionalLong.of(id), JobFile.idOf(name));
  }

  @Test
  void aFileIsReadFromTheArchiveOnceItIsThere() throws Exception {
    String text = Samples.text("OP_INSTANCE_CREATE.success");
    Path archive = Files.createDirectories(queue.resolve("archive").resolve("0"));
    Files.writeString(archive.resolve("job-54"), text);
    assertEquals(54, read(54).id());
    assertThrows(NoSuchFileException.class, () -> read(55));
  }

  @Test
  void anEmptyAForeignAndAHugeFileAreRefusedByName() throws Exception {
    Files.write(queue.resolve("job-1"), new byte[0]);
    Files.write(queue.resolve("job-2"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
    try (RandomAccessFile huge = new RandomAccessFile(queue.resolve("job-3").toFile(), "rw")) {
      huge.setLength(JobFile.MAX_BYTES + 1L);
    }
    assertRefused(1, "job-1 is empty");
    assertRefused(2, "job-2 is not JSON, or cut off");
    assertRefused(3, "job-3 is larger than 8388608 bytes");
  }

  @Test
  void aLargeResultIsReadPastAndTheRestKept() throws Exception {
    String text = Samples.text("OP_INSTANCE_REBOOT.success");
    String item = "{\"a\": [1, \"" + "x".repeat(1000) + "\"]},";
    String large = "\"result\": [" + item.repeat(5000) + "0],";
    Job job = Samples.parse(text.replace("\"result\": null,", large));
    assertEquals("\"left out: too large\"", job.ops().get(0).result().toString());
    assertEquals(JobStatus.SUCCESS, job.ops().get(0).status());
    assertTrue(large.getBytes(UTF_8).length > 5_000_000);
  }

  private Job read(long id) throws Exception {
    return JobFile.read(queue, id, (job, op) -> {});
  }

  private void assertRefused(long id, String why) throws IOException {
    BadJobFileException refused = assertThrows(BadJobFileException.class, () -> read(id));
    assertEquals(why, refused.getMessage());
  }
}
