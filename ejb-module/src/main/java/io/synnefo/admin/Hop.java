package io.synnefo.admin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One link of the chain from a cluster to the database, as a status check found it.
 *
 * @param backend whose; null for those that all have in common
 * @param took how long; null when it did not get through, or nobody can tell
 * @param detail why it is not well; empty when it is
 */
public record Hop(
    @Nullable String backend, Link link, State state, @Nullable Duration took, String detail) {
  /** The links, in the order in which a question passes them. */
  public enum Link {
    /** Ganeti's remote API takes a job. */
    RAPI,
    /** Ganeti carries it out. */
    GANETI,
    /** The event daemon tells of it. */
    EVENTD,
    /** The broker takes a message and confirms it. */
    BROKER,
    /** A consumer handles it, and the database has it. */
    DISPATCHER
  }

  /** How it is. */
  public enum State {
    /** The question came through. */
    OK,
    /** Here it stopped. */
    FAILED,
    /** Nothing came this far: it may be well or not. */
    UNKNOWN
  }

  static Hop ok(@Nullable String backend, Link link, @Nullable Duration took) {
    return new Hop(backend, link, State.OK, took, "");
  }

  static Hop failed(@Nullable String backend, Link link, String why) {
    return new Hop(backend, link, State.FAILED, null, why);
  }

  static Hop unknown(@Nullable String backend, Link link, String why) {
    return new Hop(backend, link, State.UNKNOWN, null, why);
  }
}
