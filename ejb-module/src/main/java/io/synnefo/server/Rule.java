package io.synnefo.server;

import org.jspecify.annotations.Nullable;

/** Why a history row is there: the rule that turned a request, an event or a look into a change. */
public enum Rule {
  /** A user asked for it. */
  REQUESTED,
  /** Ganeti queued a job for it. */
  SUBMITTED,
  /** Ganeti could not be reached or refused: there is no job. */
  NOT_SUBMITTED,
  /** No answer came in time: there may be a job; the sweep looks for it. */
  OUTCOME_UNKNOWN,
  /** Neither a job nor an instance was found: Ganeti never got it. */
  SUBMIT_LOST,
  CREATED,
  CREATE_FAILED,
  /**
   * The creation failed because others had locked what it needs: it is submitted once more, and
   * waits for their locks then.
   */
  CREATE_AGAIN,
  STARTED,
  STOPPED,
  REBOOTED,
  REMOVED,
  /** The operation failed or was cancelled. If it had begun, Ganeti is asked what it left. */
  FAILED,
  /** Removal failed: Ganeti is asked whether the instance is there at all. */
  REMOVE_FAILED,
  /** A job has begun or goes on. */
  PROGRESS,
  /** A later event was applied before. */
  STALE,
  /** Job id and event time disagree about which came later: Ganeti is asked. */
  OUT_OF_ORDER,
  /** The event is older than the inbox goes back, and may have been applied: Ganeti is asked. */
  EXPIRED,
  /** The operation says nothing of the state. */
  STATELESS,
  /** An operation we do not know, kept on record. */
  UNTRACKED,
  /** The server is destroyed already. */
  GONE,
  /** Ganeti got to build it after it was destroyed: what was built is removed. */
  ORPHANED,
  /** The job ended; its event was applied before we knew that it was ours. */
  JOB_OVER,
  /** Ganeti does not know the job any more: it is asked for the instance. */
  JOB_LOST,
  OBSERVED_RUNNING,
  OBSERVED_STOPPED,
  OBSERVED_ABSENT,
  /** Ganeti cannot see whether it runs, and is asked again; the task is over. */
  UNSEEN,
  /** What it is made of had changed when Ganeti was asked for it. */
  OBSERVED_SHAPE,
  /** A proxy opened its console for who asked. */
  CONSOLE_OPENED,
  /** No proxy opened its console. */
  CONSOLE_REFUSED,
  /** A proxy opened its console, but it had moved, or was gone, by then: nobody was let in. */
  CONSOLE_WITHDRAWN;

  /** Why a look is owed even when another task begins; null when none is. */
  static @Nullable Rule stillOwed(@Nullable Rule dueWhy) {
    return dueWhy != null && dueWhy.saysNothingOfTheTask() ? dueWhy : null;
  }

  /** Whether a look for that reason says nothing of the task that is under way. */
  public boolean saysNothingOfTheTask() {
    return concludesLittle() || this == OUT_OF_ORDER;
  }

  /** Whether a look for any other reason concludes as much, and more. */
  boolean concludesLittle() {
    return this == FAILED || this == EXPIRED;
  }
}
