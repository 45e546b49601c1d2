package io.synnefo.ganeti;

import java.io.Serial;

/** A call to Ganeti's remote API gave no usable answer. */
public class RapiException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** What is known of the job that the call was to submit. */
  public enum Outcome {
    /** Nothing reached Ganeti, or it refused: no job exists. */
    NOT_SUBMITTED,
    /** No answer in time, or the connection broke after the request left: a job may exist. */
    UNKNOWN
  }

  /** Why there is no answer. */
  public enum Kind {
    /** No end point could be connected to, or none showed the pinned certificate. */
    UNREACHABLE,
    /** The time-out passed. */
    TIMED_OUT,
    /** Ganeti answered with an error. */
    REJECTED
  }

  private final Kind kind;
  private final Outcome outcome;

  /** The message names cluster and call; it holds no credentials. */
  public RapiException(Kind kind, Outcome outcome, String message) {
    super(message);
    this.kind = kind;
    this.outcome = outcome;
  }

  /** As above, with what the transport threw. */
  public RapiException(Kind kind, Outcome outcome, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.outcome = outcome;
  }

  /** Why there is no answer. */
  public Kind kind() {
    return kind;
  }

  /** Whether the job may exist all the same. */
  public Outcome outcome() {
    return outcome;
  }
}
