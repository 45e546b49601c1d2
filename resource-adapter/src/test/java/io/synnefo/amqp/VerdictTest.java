package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.EJBException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
        Arguments.of(new SQLException("H2 closed", "90098"), Verdict.Hold.class),
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

    MessageRefusedException(String reason) {
      super(reason);
    }
  }
}
