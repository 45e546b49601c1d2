package io.synnefo.server;

import java.util.EnumSet;
import java.util.Set;

/** What an event, or a look at Ganeti, does to a server. */
sealed interface Decision {

  /** Which rule decided. */
  Rule rule();

  /** What else is to be written in the same transaction. */
  Set<Effect> effects();

  /** The same for a server in that state, and Ganeti is asked what its instance is made of. */
  Decision withLook(ServerState state);

  /** Those effects and {@link Effect#LOOK}. */
  private static Set<Effect> andLook(Set<Effect> effects) {
    Set<Effect> all = EnumSet.of(Effect.LOOK);
    all.addAll(effects);
    return all;
  }

  /** Whether it says when somebody is to look at the server. */
  default boolean makesDue() {
    return looksAtOnce() || effects().contains(Effect.ADOPT_JOB) || effects().contains(Effect.LOOK);
  }

  /** Whether somebody is to look at the server as soon as this is committed. */
  default boolean looksAtOnce() {
    return effects().contains(Effect.FOLLOW_UP) || effects().contains(Effect.ASK);
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
    FOLLOW_UP,
    /** The job failed half-way, it may be: Ganeti is asked for the instance, at once. */
    ASK,
    /** What the instance is made of may have changed: Ganeti is asked for it, soon. */
    LOOK
  }

  /** Goes on record; the server stays as it is. */
  record Ignore(Rule rule) implements Decision {
    @Override
    public Set<Effect> effects() {
      return Set.of();
    }

    @Override
    public Decision withLook(ServerState state) {
      return new Move(state, rule, andLook(effects()));
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

    @Override
    public Decision withLook(ServerState state) {
      return new Progress(percent, andLook(effects));
    }
  }

  /** The server is in that state, which may be the one it was in. */
  record Move(ServerState to, Rule rule, Set<Effect> effects) implements Decision {
    @Override
    public Decision withLook(ServerState state) {
      return new Move(to, rule, andLook(effects));
    }
  }

  /** The creation failed for want of what others had locked: it is asked for once more. */
  record CreateAgain(Set<Effect> effects) implements Decision {
    @Override
    public Rule rule() {
      return Rule.CREATE_AGAIN;
    }

    /** What the creation that follows makes is what will be looked at. */
    @Override
    public Decision withLook(ServerState state) {
      return this;
    }
  }

  /** Events do not tell the state: Ganeti is to be asked for the instance. */
  record Reread(Rule rule, Set<Effect> effects) implements Decision {
    @Override
    public Decision withLook(ServerState state) {
      return new Reread(rule, andLook(effects));
    }
  }
}
