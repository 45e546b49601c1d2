package io.synnefo.reconcile;

import io.synnefo.ganeti.JobInfo;
import io.synnefo.ganeti.RapiClient;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks for a job whose id we were not told. */
final class JobSearch {
  /** Newer than this many others; more are not submitted within a submit time-out. */
  private static final int NEWEST = 500;

  private JobSearch() {}

  /** The job whose reason trail says that it carries out that request. */
  static Optional<JobInfo> find(RapiClient rapi, String instance, String requestId) {
    String prefix = requestId + ":";
    List<Long> newest =
        rapi.jobIds().stream().sorted(Comparator.reverseOrder()).limit(NEWEST).toList();
    return newest.stream()
        .map(rapi::job)
        .flatMap(Optional::stream)
        .filter(job -> job.ops().stream().anyMatch(op -> isOf(op, instance, prefix)))
        .findFirst();
  }

  private static boolean isOf(JobInfo.Op op, String instance, String prefix) {
    return instance.equals(op.instance())
        && op.reasons().stream().anyMatch(reason -> reason.startsWith(prefix));
  }
}
