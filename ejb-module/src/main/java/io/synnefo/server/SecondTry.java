package io.synnefo.server;

import io.synnefo.wire.ganeti.InstanceEvent;
import org.jspecify.annotations.Nullable;

/**
 * How a creation stands that may be asked for once more.
 *
 * @param kept whether it is still known what was asked for
 * @param replacedJobId the job that failed and that another took the place of; null before
 */
record SecondTry(boolean kept, @Nullable Long replacedJobId) {
  /** Neither was it asked for twice, nor can it be. */
  static final SecondTry NONE = new SecondTry(false, null);

  /** Whether it can be asked for once more. */
  boolean isPossible() {
    return kept && replacedJobId == null;
  }

  /** Whether the event is of the job that another took the place of. */
  boolean replaced(InstanceEvent event) {
    return replacedJobId != null && replacedJobId == event.jobId();
  }
}
