package io.synnefo.testbed.ganeti;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Jobs that a test wants to fail. */
final class JobFailures {
  private final Map<String, JobError> next = new ConcurrentHashMap<>();

  void failNext(String opId, JobError error) {
    next.put(opId, error);
  }

  /** Why that job, which runs, is to fail; told once. */
  Optional<JobError> take(FakeJob job) {
    JobError error = next.get(job.opId());
    if (error == null || (error.isTemporary() && !OpInputs.isOpportunistic(job.input()))) {
      return Optional.empty();
    }
    return next.remove(job.opId(), error) ? Optional.of(error) : Optional.empty();
  }
}
