package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples are answers of a real RAPI beside the files of the same jobs. */
@Timeout(30)
class RapiJobReaderTest {
  private static final EventMapper MAPPER =
      new EventMapper("cluster.gnt.test", RapiUnderTest.UUID, List.of("snf"));

  static List<String> samples() throws IOException {
    try (Stream<String> names =
        Files.list(Samples.directory("/rapi-query")).map(file -> file.getFileName().toString())) {
      return names
          .filter(name -> name.endsWith(".file.json"))
          .map(name -> name.replace(".file.json", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aJobThatIsToldIsTheJobOfItsFile(String sample) throws Exception {
    Job ofFile = Samples.parse(indented(RapiUnderTest.sample(sample + ".file")));
    Job told = job(RapiUnderTest.sample(sample + ".answer")).orElseThrow();
    assertEquals(ofFile, told);
    assertTrue(told.ended());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void itsEventsAreTheSameToTheLastByte(String sample) throws Exception {
    Job ofFile = Samples.parse(indented(RapiUnderTest.sample(sample + ".file")));
    Job told = job(RapiUnderTest.sample(sample + ".answer")).orElseThrow();
    assertEquals(
        Samples.events(MAPPER, ofFile).stream()
            .map(each -> new String(each.body(), UTF_8))
            .toList(),
        Samples.events(MAPPER, told).stream().map(each -> new String(each.body(), UTF_8)).toList());
    assertFalse(Samples.events(MAPPER, told).isEmpty() && !sample.equals("failed"));
  }

  @Test
  void nothingOfAnOsparamIsKept() throws Exception {
    String answer =
        RapiUnderTest.sample("create.answer")
            .replace("\"img_passwd\": null", "\"img_passwd\": \"hunter2\"");
    String kept = file(answer).orElseThrow();
    assertTrue(answer.contains("hunter2") && answer.contains("config_url"));
    for (String part : List.of("hunter2", "config_url", "osparams", "debian")) {
      assertFalse(kept.contains(part), kept);
    }
  }

  @Test
  void whatAResultRepeatsOfTheGuestIsNotKept() throws Exception {
    String changes = "[[[\"os/img_passwd\", \"hunter2\"], [\"nic.1\", \"add\"]]]";
    String answer =
        RapiUnderTest.sample("nic-add.answer")
            .replaceFirst("\\[\\[\\[\"nic.1\".*?]]]", Matcher.quoteReplacement(changes));
    assertTrue(answer.contains("hunter2"));
    String kept = file(answer).orElseThrow();
    assertTrue(kept.contains("nic.1"), kept);
    assertFalse(kept.contains("hunter2"), kept);
    String query = answer.replace("OP_INSTANCE_SET_PARAMS", "OP_INSTANCE_QUERY_DATA");
    assertFalse(file(query).orElseThrow().contains("nic.1"));
  }

  @Test
  void ofTheClustersOwnJobsNothingIsKeptButTheFact() throws Exception {
    String answer =
        RapiUnderTest.sample("group-add.answer")
            .replace(
                "OP_GROUP_ADD\"", "OP_CLUSTER_SET_PARAMS\", \"hvparams\": {\"x\": \"hunter2\"}")
            .replace("[0, [null]]", "[0, [\"hunter2\"]]")
            .replace("[0, [[]]]", "[0, [[[1, [1, 2], \"message\", \"hunter2\"]]]]");
    assertEquals(4, answer.split("hunter2", -1).length);
    String kept = file(answer).orElseThrow();
    assertTrue(kept.contains("OP_CLUSTER_SET_PARAMS"), kept);
    assertFalse(kept.contains("hunter2"), kept);
  }

  @Test
  void aJobThatTheMasterDoesNotKnowIsNone() throws Exception {
    assertEquals(Optional.empty(), file(RapiUnderTest.sample("unknown.answer")));
    assertEquals(Optional.empty(), file("{\"fields\": [], \"data\": []}"));
  }

  @Test
  void aJobUnderWayHasNotEnded() throws Exception {
    Job job = job(RapiUnderTest.sample("running.answer")).orElseThrow();
    assertFalse(job.ended());
    assertEquals(null, job.end());
  }

  @Test
  void anAnswerCutOffAnywhereIsRefused() throws Exception {
    String text = RapiUnderTest.sample("reinstall.answer");
    int end = text.indexOf("\"fields\"");
    for (int at = 0; at < end; at += 7) {
      String part = text.substring(0, at);
      Exception refused = assertThrows(Exception.class, () -> file(part), part);
      assertTrue(
          refused instanceof BadJobFileException
              || refused instanceof JsonException
              || refused instanceof NoSuchElementException
              || refused instanceof IllegalStateException,
          refused.toString());
    }
  }

  @Test
  void anOpcodeWithoutItsStatusIsRefused() throws Exception {
    String text = RapiUnderTest.sample("create.answer").replace("[\"success\"]", "[]");
    assertTrue(refusal(text).contains("without the opstatus"), refusal(text));
  }

  @Test
  void aGanetiThatLacksAFieldIsNamedAsSuch() throws Exception {
    String text = RapiUnderTest.sample("create.answer").replace("[0, [\"success\"]]", "[1, null]");
    assertTrue(refusal(text).contains("no field opstatus"), refusal(text));
  }

  @Test
  void aJobThatWouldFillTheMemoryIsRefused() throws Exception {
    String result = "\"" + "x".repeat(40_000) + "\"";
    String many = "[" + (result + ", ").repeat(29) + result + "]";
    String text = RapiUnderTest.sample("create.answer").replace("[[\"node1.gnt.test\"]]", many);
    assertTrue(refusal(text).contains("is larger than"), refusal(text));
  }

  @Test
  void aResultThatIsTooLargeIsLeftOutAsOfAFile() throws Exception {
    String large = "\"" + "x".repeat(300_000) + "\"";
    String text =
        RapiUnderTest.sample("create.answer").replace("[[\"node1.gnt.test\"]]", "[" + large + "]");
    Job job = job(text).orElseThrow();
    assertEquals("\"left out: too large\"", job.ops().get(0).result().toString());
  }

  private static String refusal(String answer) {
    return String.valueOf(assertThrows(BadJobFileException.class, () -> file(answer)).getMessage());
  }

  private static Optional<Job> job(String answer) throws BadJobFileException {
    Optional<String> file = file(answer);
    return file.isEmpty() ? Optional.empty() : Optional.of(Samples.parse(indented(file.get())));
  }

  private static Optional<String> file(String answer) throws BadJobFileException {
    try (JsonParser parser = Json.createParser(new StringReader(answer))) {
      return new RapiJobReader("job-1", parser).file().map(Object::toString);
    }
  }

  /** {@link Samples} looks for the id at a line's begin. */
  private static String indented(String file) {
    return file.replaceFirst("\\{\"id\": ?", "{\n \"id\": ");
  }
}
