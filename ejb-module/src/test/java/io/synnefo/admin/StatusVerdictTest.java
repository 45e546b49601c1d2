package io.synnefo.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusVerdictTest {
  private long millis;

  /**
   * own: r refused, s silent, h heard, n not asked; cluster likewise; job: a status, none, or
   * unreachable.
   */
  @ParameterizedTest
  @CsvSource({
    "h, h, success, rapi ok; ganeti ok; eventd ok; broker ok; dispatcher ok",
    "h, r, none, rapi failed; ganeti unknown; eventd unknown; broker ok; dispatcher ok",
    "h, s, success, rapi ok; ganeti ok; eventd failed; broker ok; dispatcher ok",
    "h, s, queued, rapi ok; ganeti failed; eventd unknown; broker ok; dispatcher ok",
    "h, s, running, rapi ok; ganeti failed; eventd unknown; broker ok; dispatcher ok",
    "h, s, error, rapi ok; ganeti failed; eventd unknown; broker ok; dispatcher ok",
    "h, h, error, rapi ok; ganeti failed; eventd ok; broker ok; dispatcher ok",
    "h, s, none, rapi ok; ganeti unknown; eventd unknown; broker ok; dispatcher ok",
    "h, s, unreachable, rapi ok; ganeti unknown; eventd unknown; broker ok; dispatcher ok",
    "h, h, unreachable, rapi ok; ganeti ok; eventd ok; broker ok; dispatcher ok",
    "s, s, success, rapi ok; ganeti ok; eventd unknown; broker ok; dispatcher failed",
    "s, h, success, rapi ok; ganeti ok; eventd ok; broker ok; dispatcher failed",
    "r, s, queued, rapi ok; ganeti unknown; eventd unknown; broker failed; dispatcher unknown",
    "r, s, error, rapi ok; ganeti failed; eventd unknown; broker failed; dispatcher unknown",
    "h, n, none, rapi unknown; ganeti unknown; eventd unknown; broker ok; dispatcher ok",
    "r, s, success, rapi ok; ganeti ok; eventd unknown; broker failed; dispatcher unknown",
    "r, r, none, rapi failed; ganeti unknown; eventd unknown; broker failed; dispatcher unknown",
  })
  void theLinkAtFaultIsNamed(String own, String cluster, String job, String expected) {
    Question ofCluster = question(cluster, 29);
    switch (job) {
      case "none" -> {}
      case "unreachable" -> ofCluster.jobRefused("TIMED_OUT: no answer");
      default -> ofCluster.job(job(JobStatus.ofWord(job).orElseThrow()));
    }
    List<Hop> hops = StatusVerdict.of(question(own, 0), Map.of("ganeti1", ofCluster), List.of());
    assertEquals(
        expected, hops.stream().map(StatusVerdictTest::line).collect(Collectors.joining("; ")));
    hops.forEach(
        hop -> assertEquals(hop.state() == Hop.State.OK, hop.detail().isEmpty(), hop::toString));
  }

  @Test
  void eachLinkHasItsOwnTimeByOneClock() {
    Question own = new Question(this::nanos);
    millis = 3;
    own.accepted(0);
    millis = 10;
    own.answered();
    Question cluster = new Question(this::nanos);
    millis = 30;
    cluster.accepted(29);
    millis = 250;
    cluster.answered();
    cluster.job(job(JobStatus.SUCCESS)); // took 200 ms
    assertEquals(
        List.of(20L, 200L, 40L, 3L, 7L),
        StatusVerdict.of(own, Map.of("ganeti1", cluster), List.of()).stream()
            .map(hop -> String.valueOf(hop.took()))
            .map(text -> Duration.parse(text).toMillis())
            .toList());
  }

  @Test
  void whatGanetiSaysOfAFailedJobIsTold() {
    Question cluster = question("s", 29);
    cluster.job(job(JobStatus.ERROR));
    Hop ganeti = StatusVerdict.of(question("h", 0), Map.of("ganeti1", cluster), List.of()).get(1);
    assertEquals("job 29 is error: tags are out", ganeti.detail());
    assertEquals("ganeti1", ganeti.backend());
  }

  @Test
  void theReasonOfARefusalIsTold() {
    List<Hop> hops = StatusVerdict.of(question("r", 0), Map.of(), List.of());
    assertEquals("no broker answers", hops.get(0).detail());
    assertTrue(hops.get(1).detail().contains("broker"));
  }

  @ParameterizedTest
  @CsvSource({
    "h, h, eventd ok; broker ok; dispatcher failed",
    "h, s, eventd failed; broker ok; dispatcher failed",
    "s, s, eventd unknown; broker ok; dispatcher failed",
    "r, s, eventd unknown; broker failed; dispatcher unknown",
  })
  void aQueueThatIsNotHandledFailsTheDispatcherWhicheverWayTheQuestionWent(
      String own, String cluster, String expected) {
    Question ofCluster = question(cluster, 29);
    ofCluster.job(job(JobStatus.SUCCESS));
    List<Hop> hops =
        StatusVerdict.of(
            question(own, 0), Map.of("ganeti1", ofCluster), List.of("q-1: kept", "q-2: kept"));
    assertEquals(
        expected,
        hops.stream().skip(2).map(StatusVerdictTest::line).collect(Collectors.joining("; ")));
    assertEquals(
        own.equals("r") ? "the broker took nothing" : "q-1: kept; q-2: kept", hops.get(4).detail());
  }

  private Question question(String fate, long job) {
    Question question = new Question(this::nanos);
    if (fate.equals("r")) {
      return question.refused("no broker answers");
    }
    if (fate.equals("n")) {
      return question.skipped("the time was up");
    }
    question.accepted(job);
    if (fate.equals("h")) {
      question.answered();
    }
    return question;
  }

  private long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static Question.Job job(JobStatus status) {
    return new Question.Job(
        status,
        status.isFinal() ? Duration.ofMillis(200) : null,
        status == JobStatus.ERROR ? "tags are out" : null);
  }

  private static String line(Hop hop) {
    return (hop.link().name() + " " + hop.state().name()).toLowerCase(Locale.ROOT);
  }
}
