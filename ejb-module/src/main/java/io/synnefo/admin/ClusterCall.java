package io.synnefo.admin;

import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question to one cluster, asked in a thread of its own that may take longer than anybody waits.
 */
final class ClusterCall implements Runnable {
  private final Question question;
  private final Supplier<RapiClient> client;
  private @Nullable RapiClient taken;
  private volatile boolean begun;
  private volatile boolean over;

  ClusterCall(Question question, Supplier<RapiClient> client) {
    this.question = question;
    this.client = client;
  }

  @Override
  public void run() {
    begun = true;
    question.goesOut();
    try {
      RapiClient rapi = client.get();
      question.accepted(rapi.askDaemon(question.tag(), "status-check"));
      taken = rapi;
    } catch (RapiException e) {
      question.refused(e.kind() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      question.refused("a defect: " + e);
      throw e;
    } finally {
      over = true;
    }
  }

  /** Whether RAPI took or refused the question; before that nobody else may look at it. */
  boolean isOver() {
    return over;
  }

  /** What is known of it, after {@link #isOver}. */
  Question question() {
    return question;
  }

  /** The cluster that took it. */
  Optional<RapiClient> taken() {
    return over ? Optional.ofNullable(taken) : Optional.empty();
  }

  /** What is to be said of it now: when it is not over, that nobody waits any more. */
  Question concluded() {
    if (over) {
      return question;
    }
    Question given = new Question(System::nanoTime);
    return begun
        ? given.refused("no answer within the time")
        : given.skipped("not asked: the time was up");
  }
}
