package io.synnefo.server;

import java.util.Set;

/** What an event, or a look at Ganeti, does to a server. */
sealed interface Decision {

  /** Which rule decided. */
  Rule rule();

  /** What else is to be written in the same transaction. */
  Set<Effect> effects();

  /** Whether it says when somebody is to look at the server. */
  default boolean makesDue() {
    return effects().contains(Effect.FOLLOW_UP) || effects().contains(Effect.ADOPT_JOB);
  }

  /** Changes beside the state. */
  enum Effect {
    /** The event raises the watermark. */
    ADVANCE,
    /** The event's job is the task's job. */
    ADOPT_JOB,
    /** The task is over. */
    CLEAR_TASK,
    /** Something is left to be asked of Ganeti, at once. */
    FOLLOW_UP
  }

  /** Goes on record; the server stays as it is. */
  record Ignore(Rule rule) implements Decision {
    @Override
    public Set<Effect> effects() {
      return Set.of();
    }
  }

  /**
   * A job is under way.
   *
   * @param percent which stage it is at, for a server being built; not a measurement
   */
  record Progress(int percent, Set<Effect> effects) implements Decision {
    @Override
    public Rule rule() {
      return Rule.PROGRESS;
    }
  }

  /** The server is in that state, which may be the one it was in. */
  record Move(ServerState to, Rule rule, Set<Effect> effects) implements Decision {}

  /** Events do not tell the state: Ganeti is to be asked for the instance. */
  record Reread(Rule rule, Set<Effect> effects) implements Decision {}
}
