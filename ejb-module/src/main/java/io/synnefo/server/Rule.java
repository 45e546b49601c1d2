package io.synnefo.server;

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
  STARTED,
  STOPPED,
  REBOOTED,
  REMOVED,
  /** The operation failed or was cancelled; the server is as it was. */
  FAILED,
  /** Removal failed: Ganeti is asked whether the instance is there at all. */
  REMOVE_FAILED,
  /** A job has begun or goes on. */
  PROGRESS,
  /** A later event was applied before. */
  STALE,
  /** Job id and event time disagree about which came later: Ganeti is asked. */
  OUT_OF_ORDER,
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
  OBSERVED_ABSENT
}
