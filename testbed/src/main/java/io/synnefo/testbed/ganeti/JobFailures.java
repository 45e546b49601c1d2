package io.synnefo.testbed.ganeti;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Jobs that a test wants to fail. */
final class JobFailures {
  private final Map<String, Failure> next = new ConcurrentHashMap<>();

  /**
   * How one fails.
   *
   * @param isDone whether it has done before what it was to do
   */
  record Failure(JobError error, boolean isDone) {}

  void failNext(String opId, Failure failure) {
    next.put(opId, failure);
  }

  /** How that job, which runs, is to fail; told once. */
  Optional<Failure> take(FakeJob job) {
    Failure failure = next.get(job.opId());
    if (failure == null
        || (failure.error().isTemporary() && !OpInputs.isOpportunistic(job.input()))) {
      return Optional.empty();
    }
    return next.remove(job.opId(), failure) ? Optional.of(failure) : Optional.empty();
  }
}
