package io.synnefo.eventd;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Jobs whose files nobody but Ganeti may read. What luxid itself writes on the master is such a
 * file: a job that is queued, or has ended before it began. Most begin an instant later, and their
 * own process writes for all; of those that do not, luxid is asked. Used by one thread.
 */
final class ClosedJobs {
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LATER_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Luxid luxid;
  private long askedAt = System.nanoTime();
  private final Map<Long, Long> due = new LinkedHashMap<>();

  ClosedJobs(Luxid luxid) {
    this.luxid = luxid;
  }

  /** The job's file has just changed, or been found, and may not be read. */
  void add(long job) {
    due.put(job, System.nanoTime() + SOON_NANOS);
  }

  boolean isEmpty() {
    return due.isEmpty();
  }

  void clear() {
    due.clear();
  }

  /** Those that have been closed for a while are taken in as luxid tells them; some at a time. */
  void ask(JobIntake intake) throws NoRoomException {
    long begin = System.nanoTime();
    if (begin - askedAt < BETWEEN_NANOS) {
      return;
    }
    for (Map.Entry<Long, Long> each : List.copyOf(due.entrySet())) {
      if (begin - each.getValue() < 0) {
        continue;
      }
      if (System.nanoTime() - begin > ROUND_NANOS || !settle(each.getKey(), intake)) {
        break;
      }
    }
    intake.flush();
    askedAt = System.nanoTime();
  }

  /** False if luxid gave no answer: the others wait for the next round. */
  private boolean settle(long job, JobIntake intake) throws NoRoomException {
    due.put(job, System.nanoTime() + LATER_NANOS); // unless it is taken
    if (intake.take(job) != JobIntake.Found.CLOSED) {
      due.remove(job); // each of its changes brings it here anew
      return true;
    }
    try {
      Optional<Job> told = luxid.job(job);
      if (told.isPresent()) {
        intake.take(told.get());
        due.remove(job);
      } else {
        complain(intake, job, "it knows no job-" + job);
      }
      return true;
    } catch (BadJobFileException e) {
      complain(intake, job, "its job is left aside: " + e.getMessage());
      return true;
    } catch (IOException e) {
      complain(intake, job, "it does not tell of job-" + job + ": " + BrokerFaults.oneLine(e));
      return false;
    }
  }

  private static void complain(JobIntake intake, long job, String what) {
    intake.complain(job, "job file cannot be read, and luxid was asked in vain: " + what);
  }
}
