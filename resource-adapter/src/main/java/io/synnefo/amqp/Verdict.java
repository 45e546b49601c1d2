package io.synnefo.amqp;

import io.synnefo.wire.text.Printable;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a message after its delivery: a pure decision on what the bean threw, how its
 * transaction ended and how often the message has failed by its own fault.
 */
sealed interface Verdict {
  /** The transaction has committed: the message is done. */
  record Acknowledge() implements Verdict {}

  /**
   * It failed by its own fault and gets another try.
   *
   * @param attempts failures of its own, this one included; 0 while they are not counted
   */
  record Retry(String reason, int attempts) implements Verdict {}

  /**
   * It will never do: it goes to the dead-letter queue with this reason.
   *
   * @param attempts failures of its own; 0 when it was refused at first sight
   */
  record DeadLetter(String reason, int attempts) implements Verdict {

    /** Whether it was refused at first sight, and did not fail too often. */
    boolean isRefusal() {
      return attempts == 0;
    }

    /** How the log says it. */
    String ending() {
      return isRefusal() ? "refused" : "given up";
    }
  }

  /** Database, transaction manager or broker is at fault: keep the message, try when it is over. */
  record Hold(String reason) implements Verdict {}

  /**
   * How a delivery ended.
   *
   * @param committed whether the transaction did commit
   * @param thrown what the bean or the commit threw; null with {@code setRollbackOnly}
   */
  record Ending(boolean committed, @Nullable Throwable thrown) {}

  /** Matched by name: the adapter does not know the application's classes. */
  String REFUSED = "MessageRefusedException";

  int MAX_DEPTH = 20;

  /** Of what others say so much is kept. */
  int LONGEST_SAID = 500;

  /** No reason is longer; table {@code delivery_attempt} and a dead letter's header take it. */
  int LONGEST_REASON = 2 * LONGEST_SAID;

  /** Whether this failure is one that counts against the message; asked before it is counted. */
  static Verdict beforeCounting(Ending ending) {
    if (ending.committed()) {
      return new Acknowledge();
    }
    Throwable thrown = ending.thrown();
    String refusal = refusal(thrown);
    if (refusal != null) {
      return new DeadLetter(refusal, 0);
    }
    if (isInfrastructure(thrown)) {
      return new Hold(text(thrown));
    }
    return new Retry(thrown == null ? "the bean rolled its transaction back" : text(thrown), 0);
  }

  /** The same, once the failure has been counted. */
  static Verdict afterCounting(Retry retry, int attempts, int maxAttempts) {
    return attempts >= maxAttempts
        ? new DeadLetter("failed " + attempts + " times, last: " + retry.reason(), attempts)
        : new Retry(retry.reason(), attempts);
  }

  /**
   * The same, when it could not be counted: what the database cannot store, it can never store; all
   * else is the database's own trouble.
   */
  static Verdict uncounted(Retry retry, SQLException why) {
    String said = "the failure could not be counted: " + said(why);
    String state = why.getSQLState();
    return state != null && state.length() == 5 && DATA_CLASSES.contains(state.substring(0, 2))
        ? new DeadLetter(line(retry.reason() + "; " + said), 1)
        : new Hold(line(said));
  }

  /** What nobody can handle, because the JMS client fails at it. */
  static DeadLetter unreadable(Exception why) {
    return new DeadLetter(line("JMS client cannot read it: " + why), 0);
  }

  private static @Nullable String refusal(@Nullable Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++, at = at.getCause()) {
      if (at.getClass().getSimpleName().equals(REFUSED)) {
        return line(String.valueOf(at.getMessage()));
      }
    }
    return null;
  }

  /** SQL state classes of what was to be stored: its form, its constraints. */
  Set<String> DATA_CLASSES = Set.of("22", "23");

  /** SQL state classes: connection, serialization, resources, lock, operator, system. */
  Set<String> OUTAGE_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

  /** H2's own: in use, connection broken, closed, out of memory, closed by another. */
  Set<String> OUTAGE_STATES_H2 = Set.of("90020", "90067", "90098", "90108", "90121");

  /**
   * The database's own word counts first: the server wraps a refused commit in a failure of its
   * own.
   */
  private static boolean isInfrastructure(@Nullable Throwable thrown) {
    boolean server = false;
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++, at = at.getCause()) {
      if (at instanceof SQLTransientException || at instanceof SQLRecoverableException) {
        return true;
      }
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        return isOutage(sql.getSQLState());
      }
      server |=
          at instanceof jakarta.resource.ResourceException
              || at instanceof jakarta.transaction.SystemException;
    }
    return server;
  }

  private static boolean isOutage(String state) {
    return OUTAGE_STATES_H2.contains(state)
        || (state.length() == 5 && OUTAGE_CLASSES.contains(state.substring(0, 2)));
  }

  private static String text(@Nullable Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && at.getCause() != null && depth < MAX_DEPTH; depth++) {
      at = at.getCause();
    }
    if (at == null) {
      return "unknown";
    }
    return line(at.getClass().getSimpleName() + ": " + said(at));
  }

  /** A database's first line says what is wrong; those below may quote whole rows. */
  static String said(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    return thrown instanceof SQLException ? message.lines().findFirst().orElse("") : message;
  }

  /** As a database keeps it, a header takes it and a log shows it. */
  private static String line(String text) {
    String line = Printable.of(text, LONGEST_SAID);
    return Printable.of(line, LONGEST_SAID); // what is written as its code takes more room
  }
}
