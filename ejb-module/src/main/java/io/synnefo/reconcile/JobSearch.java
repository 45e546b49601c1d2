package io.synnefo.reconcile;

import io.synnefo.ganeti.JobInfo;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for jobs of one cluster whose ids we were not told. It lists the jobs once and reads each
 * at most once, the newest first and only as far as somebody looks, so it is of use for one round:
 * every request that is looked for was made before the list.
 */
final class JobSearch {
  /** More are not read; more are not submitted within a submit time-out. */
  private static final int MOST = 500;

  /** For all that one round looks for. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** By which Ganeti's clock may be behind ours. */
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final RapiClient rapi;
  private final Clock clock;
  private final List<JobInfo> read = new ArrayList<>();
  private @Nullable Iterator<Long> unread;
  private Instant end = Instant.MAX;

  /** Asks nothing yet. */
  JobSearch(RapiClient rapi, Clock clock) {
    this.rapi = rapi;
    this.clock = clock;
  }

  /** The cluster. */
  RapiClient rapi() {
    return rapi;
  }

  /**
   * The job whose reason trail says that it carries out that request.
   *
   * @param askedAt when that was, if it is known: jobs that are clearly older are not read
   * @throws RapiException also when the time is up before all jobs were read that may be it
   */
  Optional<JobInfo> find(String instance, String requestId, @Nullable Instant askedAt) {
    String prefix = requestId + ":";
    for (int i = 0; isRead(i) && !isOlder(read.get(i), askedAt); i++) {
      JobInfo job = read.get(i);
      if (job.ops().stream().anyMatch(op -> isOf(op, instance, prefix))) {
        return Optional.of(job);
      }
    }
    return Optional.empty();
  }

  private boolean isRead(int index) {
    Iterator<Long> rest = unread == null ? list() : unread;
    while (read.size() <= index && rest.hasNext()) {
      if (clock.instant().isAfter(end)) {
        throw new RapiException(
            RapiException.Kind.TIMED_OUT,
            RapiException.Outcome.NOT_SUBMITTED,
            "not all jobs could be read within " + LONGEST.toSeconds() + " s");
      }
      rapi.job(rest.next()).ifPresent(read::add);
    }
    return index < read.size();
  }

  private Iterator<Long> list() {
    end = clock.instant().plus(LONGEST);
    Iterator<Long> newest =
        rapi.jobIds().stream().sorted(Comparator.reverseOrder()).limit(MOST).iterator();
    unread = newest;
    return newest;
  }

  private static boolean isOlder(JobInfo job, @Nullable Instant askedAt) {
    Instant received = job.receivedAt();
    return received != null && askedAt != null && received.isBefore(askedAt.minus(SKEW));
  }

  private static boolean isOf(JobInfo.Op op, String instance, String prefix) {
    return instance.equals(op.instance())
        && op.reasons().stream().anyMatch(reason -> reason.startsWith(prefix));
  }
}
