package io.synnefo.testbed.eventcheck;

import static io.synnefo.testbed.eventcheck.QueueUnderTest.job;
import static io.synnefo.testbed.eventcheck.QueueUnderTest.told;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.testbed.eventcheck.Finding.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventCheckTest {
  @TempDir Path root;
  private QueueUnderTest queue;

  /** Five jobs and their messages, of which nothing is wrong. */
  @BeforeEach
  void fiveJobs() throws IOException {
    queue = new QueueUnderTest(root);
    for (int id = 1; id <= 4; id++) {
      queue.file(id, job(id, id == 2 ? "error" : "success"));
    }
    queue.archived(5, job(5, "canceled"));
    queue.arrived(told(1, "queued", 0));
    queue.arrived(told(1, "running", 2));
    for (int id = 1; id <= 4; id++) {
      queue.arrived(told(id, id == 2 ? "error" : "success", 3));
    }
    queue.arrived(told(5, "canceled", 3));
  }

  /** The recording without the lines that hold the text, and with others in their place. */
  private void replace(String text, String... with) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(queue.recording));
    assertTrue(lines.removeIf(line -> line.contains(text)));
    Files.write(queue.recording, lines);
    for (String message : with) {
      queue.arrived(message);
    }
  }

  private Finding only() throws IOException {
    Verdict verdict = queue.check();
    assertEquals(1, verdict.findings().size(), verdict.table());
    return verdict.findings().get(0);
  }

  private void assertNamed(Kind kind, long job, String... words) throws IOException {
    Finding finding = only();
    assertEquals(kind, finding.kind(), finding.text());
    assertEquals(job, finding.job());
    for (String word : words) {
      assertTrue(finding.text().contains(word), finding.text());
    }
  }

  @Test
  void whatAgreesIsClean() throws IOException {
    Verdict verdict = queue.check();
    assertEquals(
        "0 findings: 5 jobs with 5 events to tell of, 7 messages (0 of them again, 0 superseded)"
            + " and 0 probes",
        verdict.sum(),
        verdict.table());
  }

  @Test
  void aMessageThatWasRemovedIsNamed() throws IOException {
    replace(":2:0:error");
    assertNamed(Kind.LOST, 2, "OP_INSTANCE_REBOOT", "error", "job-2");
  }

  @Test
  void oneOfAnArchivedJobToo() throws IOException {
    replace(":5:0:canceled");
    assertNamed(Kind.LOST, 5, "canceled", "archive/0/job-5");
  }

  @Test
  void theStateOfAJobUnderWayIsMissedTooButNotThoseBefore() throws IOException {
    queue.file(6, job(6, "running"));
    assertNamed(Kind.LOST, 6, "running");
    queue.arrived(told(6, "running", 2));
    assertTrue(queue.check().isClean());
  }

  @Test
  void eachAlteredFieldIsNamed() throws IOException {
    String right = told(3, "success", 3);
    for (String[] change :
        new String[][] {
          {"[10,3]", "[10,4]", "event_time"},
          {"REBOOT", "STARTUP", "operation"},
          {"\"c\"", "\"d\"", "cluster"},
          {"\"result\":null", "\"result\":[1]", "result"},
          {"two", "one", "logmsg"},
          {"req-1", "req-2", "reason"},
          {"\"job_fields\":{}", "\"job_fields\":{\"nics\":[]}", "job_fields.nics"},
          {":3:0:success", ":3:0:error", "event_id"}
        }) {
      replace(":3:0:", right.replace(change[0], change[1]));
      assertNamed(Kind.ALTERED, 3, change[2]);
    }
  }

  @Test
  void anotherFinalStatusIsAlteredAndTheRightOneLost() throws IOException {
    replace(":3:0:", told(3, "error", 3));
    assertEquals(
        List.of(Kind.ALTERED, Kind.LOST),
        queue.check().findings().stream().map(Finding::kind).toList());
  }

  @Test
  void aWrongTimeOnTheWayIsAltered() throws IOException {
    replace(":1:0:running", told(1, "running", 1));
    assertNamed(Kind.ALTERED, 1, "event_time is [10,1], by the file [10,2]");
  }

  @Test
  void aLogLineBeforeTheEndIsAltered() throws IOException {
    replace(":1:0:running", told(1, "running", 2).replace("null,\"result", "\"one\",\"result"));
    assertNamed(Kind.ALTERED, 1, "logmsg is one");
  }

  @Test
  void aWrongRoutingKeyIsAltered() throws IOException {
    replace(":4:0:");
    queue.arrived(told(4, "success", 3), QueueUnderTest.UUID + ":4:0:success", "ganeti.x.event.op");
    assertNamed(Kind.ALTERED, 4, "routing key");
  }

  @Test
  void theSameMessageAgainIsNoFinding() throws IOException {
    queue.arrived(told(4, "success", 3));
    Verdict verdict = queue.check();
    assertTrue(verdict.isClean(), verdict.table());
    assertEquals(1, verdict.again());
  }

  @Test
  void oneEventUnderAnotherIdIsDoubled() throws IOException {
    queue.arrived(told(4, "success", 3), "another-id");
    List<Finding> findings = queue.check().findings();
    // its id is not what the file amounts to, either
    assertEquals(
        List.of(Kind.ALTERED, Kind.DOUBLED), findings.stream().map(Finding::kind).toList());
    assertTrue(findings.get(1).text().contains("another-id"), findings.get(1).text());
  }

  @Test
  void oneIdWithOtherBytesIsDoubled() throws IOException {
    queue.arrived(told(4, "success", 3).replace("\"logmsg\"", " \"logmsg\""));
    assertNamed(Kind.DOUBLED, 4, "how it is written");
  }

  @Test
  void whatGrowsWhileAnOpcodeRunsMayDiffer() throws IOException {
    queue.arrived(told(1, "running", 2).replace("req-1", "req-2"));
    assertTrue(queue.check().isClean(), queue.check().table());
  }

  @Test
  void aJobThatNoFileKnowsIsUnknown() throws IOException {
    queue.arrived(told(99, "success", 3));
    assertNamed(Kind.UNKNOWN, 99);
  }

  @Test
  void anInstanceThatTheJobDoesNotNameIsUnknown() throws IOException {
    queue.arrived(told(4, "success", 3).replace("snf-4", "snf-5"), "other");
    assertNamed(Kind.UNKNOWN, 4);
  }

  @Test
  void aFileThatIsNoJobIsUnreadable() throws IOException {
    queue.file(7, "{\"id\":7");
    Finding finding = only();
    assertEquals(Kind.UNREADABLE, finding.kind());
    assertTrue(finding.subject().endsWith("job-7"));
  }

  @Test
  void nonsenseIsUnknownAndProbesAreNone() throws IOException {
    queue.arrived("{\"type\":\"eventd-probe\",\"key\":\"k\"}", "", "k");
    assertEquals(1, queue.check().probes());
    assertTrue(queue.check().isClean());
    queue.arrived("nonsense", "", "k");
    assertNamed(Kind.UNKNOWN, -1);
  }

  @Test
  void whatOnlyADeadMastersDirectorySaysIsStaleIfItMayWin() throws IOException {
    QueueUnderTest other = new QueueUnderTest(root.resolve("other"));
    other.file(4, job(4, "error").replace("[10,3]", "[10,5]"));
    other.file(3, job(3, "running").replace("[10,2]", "[9,9]"));
    other.file(2, job(2, "running").replace("[10,2]", "[10,6]"));
    queue.arrived(told(3, "running", 9).replace("[10,9]", "[9,9]"));
    // it is older than the end that is true, and does nobody harm
    assertTrue(queue.check(other.queue).isClean(), queue.check(other.queue).table());
    assertEquals(1, queue.check(other.queue).superseded());
    queue.arrived(told(2, "running", 6));
    queue.arrived(told(4, "error", 5));
    assertEquals(
        List.of(Kind.STALE, Kind.STALE),
        queue.check(other.queue).findings().stream().map(Finding::kind).toList());
  }

  @Test
  void theLastWordsOfADeadMasterNeedNotBeTrueForever() throws IOException {
    QueueUnderTest dead = new QueueUnderTest(root.resolve("dead"));
    dead.file(4, job(4, "success").replace("[10,3]", "[10,5]"));
    replace(":4:0:success", told(4, "success", 5));
    Map<Path, Integer> lastWords = Map.of(dead.queue, Files.readAllLines(queue.recording).size());
    Verdict verdict = queue.check(lastWords, dead.queue);
    // but what is true now is to be told too
    assertEquals(List.of(Kind.LOST), verdict.findings().stream().map(Finding::kind).toList());
    queue.arrived(told(4, "success", 3));
    verdict = queue.check(lastWords, dead.queue);
    assertTrue(verdict.isClean(), verdict.table());
    assertEquals(1, verdict.superseded());
    queue.arrived(told(4, "success", 5)); // said again
    assertTrue(queue.check(lastWords, dead.queue).isClean());
    dead.file(3, job(3, "error"));
    queue.arrived(told(3, "error", 3)); // what it never said alive
    assertEquals(Kind.STALE, queue.check(lastWords, dead.queue).findings().get(0).kind());
  }

  @Test
  void aJobThatTheMasterDoesNotKnowMayBeToldAndNeedNot() throws IOException {
    QueueUnderTest other = new QueueUnderTest(root.resolve("other"));
    other.file(8, job(8, "success"));
    assertTrue(queue.check(other.queue).isClean());
    queue.arrived(told(8, "success", 3));
    assertTrue(queue.check(other.queue).isClean());
    queue.arrived(told(8, "error", 3));
    assertEquals(Kind.ALTERED, queue.check(other.queue).findings().get(0).kind());
    assertEquals(Kind.UNKNOWN, queue.check().findings().get(0).kind());
  }

  @Test
  void itsExitAndItsJsonTellTheFindings() throws IOException {
    String[] arguments = {
      "--queue-dir",
      queue.queue.toString(),
      "--recording",
      queue.recording.toString(),
      "--cluster",
      "c",
      "--cluster-uuid",
      QueueUnderTest.UUID,
      "--json"
    };
    replace(":2:0:error");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertEquals(1, EventCheck.run(arguments));
      queue.arrived(told(2, "error", 3));
      assertEquals(0, EventCheck.run(arguments));
    } finally {
      System.setOut(before);
    }
    String text = out.toString(StandardCharsets.UTF_8);
    assertAll(
        () -> assertTrue(text.contains("\"findings\":[{\"kind\":\"lost\",\"job\":2"), text),
        () -> assertTrue(text.contains("\"findings\":[]"), text),
        () -> assertEquals(2, EventCheck.run("--queue-dir", "x")),
        () -> assertEquals(2, EventCheck.run("--bogus", "x")));
  }
}
