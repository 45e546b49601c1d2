package io.synnefo.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.EJBException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
  /** What the bean threw, and whether it is the message's fault, the infrastructure's or final. */
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new IllegalStateException("x"), Verdict.Retry.class),
        Arguments.of(new EJBException(new IllegalStateException("x")), Verdict.Retry.class),
        Arguments.of(null, Verdict.Retry.class),
        Arguments.of(
            new EJBException(new SQLIntegrityConstraintViolationException("x", "23505")),
            Verdict.Retry.class),
        Arguments.of(new EJBException(new SQLException("x", "42601")), Verdict.Retry.class),
        Arguments.of(new EJBException(new SQLException("x")), Verdict.Retry.class),
        Arguments.of(
            new EJBException(new SQLTransientConnectionException("x")), Verdict.Hold.class),
        Arguments.of(new EJBException(new SQLRecoverableException("x")), Verdict.Hold.class),
        Arguments.of(new SQLException("connection", "08006"), Verdict.Hold.class),
        Arguments.of(new SQLException("shutting down", "57P01"), Verdict.Hold.class),
        Arguments.of(new SQLException("serialization", "40001"), Verdict.Hold.class),
        Arguments.of(new SQLException("disk full", "53100"), Verdict.Hold.class),
        Arguments.of(new SQLException("a lock is not to be had", "55P03"), Verdict.Hold.class),
        Arguments.of(new SQLException("input/output error", "58030"), Verdict.Hold.class),
        Arguments.of(new SQLException("H2 in use", "90020"), Verdict.Hold.class),
        Arguments.of(new SQLException("H2 connection broken", "90067"), Verdict.Hold.class),
        Arguments.of(new SQLException("H2 closed", "90098"), Verdict.Hold.class),
        Arguments.of(new SQLException("H2 out of memory", "90108"), Verdict.Hold.class),
        Arguments.of(new SQLException("H2 closed by another", "90121"), Verdict.Hold.class),
        Arguments.of(new SystemException("no transaction to be had"), Verdict.Hold.class),
        Arguments.of(new SQLException("H2 bad function", "90022"), Verdict.Retry.class),
        Arguments.of(new UnavailableException("the application stops"), Verdict.Hold.class),
        Arguments.of(
            new ResourceException("no commit", new SQLException("connection", "08006")),
            Verdict.Hold.class),
        Arguments.of(
            new ResourceException("no commit", new SQLException("too long", "22001")),
            Verdict.Retry.class),
        Arguments.of(
            new EJBException(new MessageRefusedException("no JSON")), Verdict.DeadLetter.class));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsBlamedOnWhoCausedIt(Throwable thrown, Class<? extends Verdict> expected) {
    assertInstanceOf(expected, Verdict.beforeCounting(new Verdict.Ending(false, thrown)));
  }

  @Test
  void aCommittedMessageIsAcknowledged() {
    assertInstanceOf(
        Verdict.Acknowledge.class, Verdict.beforeCounting(new Verdict.Ending(true, null)));
  }

  @Test
  void aRefusalKeepsItsReason() {
    Verdict verdict =
        Verdict.beforeCounting(
            new Verdict.Ending(false, new EJBException(new MessageRefusedException("no JSON"))));
    assertEquals(new Verdict.DeadLetter("no JSON", 0), verdict);
  }

  @Test
  void reasonsOfAnyFormAndLengthCanBeKeptAndPublished() {
    String wild = "nul \0, line\n, " + "\ud83d\ude00\1".repeat(100_000);
    for (Throwable thrown :
        List.of(new MessageRefusedException(wild), new IllegalStateException(wild))) {
      Verdict verdict = Verdict.beforeCounting(new Verdict.Ending(false, thrown));
      String reason =
          verdict instanceof Verdict.DeadLetter dead
              ? dead.reason()
              : assertInstanceOf(Verdict.Retry.class, verdict).reason();
      assertTrue(reason.contains("nul \\u0000, line\\u000a, "), reason);
      assertTrue(reason.length() <= Verdict.LONGEST_REASON, reason);
      assertEquals(reason, new String(reason.getBytes(UTF_8), UTF_8));
    }
    assertEquals(
        "null",
        assertInstanceOf(
                Verdict.DeadLetter.class,
                Verdict.beforeCounting(
                    new Verdict.Ending(false, new MessageRefusedException(null))))
            .reason());
  }

  @ParameterizedTest
  @CsvSource({"22001, true", "22021, true", "23505, true", "42P01, false", "08006, false"})
  void aFailureThatTheDatabaseCannotStoreMakesADeadLetterUnlessTheDatabaseIsAtFault(
      String state, boolean dies) {
    Verdict verdict =
        Verdict.uncounted(new Verdict.Retry("boom", 0), new SQLException("no", state));
    if (dies) {
      Verdict.DeadLetter dead = assertInstanceOf(Verdict.DeadLetter.class, verdict);
      assertEquals(1, dead.attempts());
      assertEquals("boom; the failure could not be counted: no", dead.reason());
    } else {
      assertEquals(new Verdict.Hold("the failure could not be counted: no"), verdict);
    }
  }

  @Test
  void whatADatabaseQuotesOfARowIsNoPartOfTheReason() {
    SQLException quoting =
        new SQLException("ERROR: no null here\n  Detail: Failing row contains (hush).", "23502");
    assertEquals(
        new Verdict.Retry("SQLException: ERROR: no null here", 0),
        Verdict.beforeCounting(new Verdict.Ending(false, new EJBException(quoting))));
    assertEquals(
        new Verdict.DeadLetter("boom; the failure could not be counted: ERROR: no null here", 1),
        Verdict.uncounted(new Verdict.Retry("boom", 0), quoting));
  }

  @Test
  void aDatabaseThatFailsWithoutAStateIsAtFault() {
    assertInstanceOf(
        Verdict.Hold.class, Verdict.uncounted(new Verdict.Retry("x", 0), new SQLException("x")));
  }

  @Test
  void theLastAllowedFailureMakesADeadLetterThatTellsTheReason() {
    Verdict.Retry retry = new Verdict.Retry("boom", 0);
    assertEquals(new Verdict.Retry("boom", 4), Verdict.afterCounting(retry, 4, 5));
    Verdict.DeadLetter dead =
        assertInstanceOf(Verdict.DeadLetter.class, Verdict.afterCounting(retry, 5, 5));
    assertEquals(5, dead.attempts());
    assertTrue(dead.reason().contains("boom"));
  }

  @Test
  void aChainOfCausesThatNeverEndsIsNoEndlessLoop() {
    SQLException first = new SQLException("a");
    SQLException second = new SQLException("b", first);
    first.initCause(second);
    assertInstanceOf(Verdict.Retry.class, Verdict.beforeCounting(new Verdict.Ending(false, first)));
  }

  private static final class MessageRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MessageRefusedException(@Nullable String reason) {
      super(reason);
    }
  }
}
