package io.synnefo.admin;

import io.synnefo.wire.ganeti.Heartbeat;
import io.synnefo.wire.ganeti.JobStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A question on its way, and what has been learnt of it. Times are by one clock: the asker's. */
final class Question {
  /**
   * What Ganeti tells of the job that carries a question.
   *
   * @param took from received to ended, by Ganeti's clock; null while it has not ended
   */
  record Job(JobStatus status, @Nullable Duration took, @Nullable String error) {}

  private final String tag = Heartbeat.TAG_PREFIX + ":" + UUID.randomUUID();
  private final LongSupplier nanos;
  private long began;
  private @Nullable Duration accepted;
  private @Nullable Duration heard;
  private @Nullable String refusal;
  private @Nullable String skipped;
  private long jobId;
  private @Nullable Job job;
  private @Nullable String jobRefusal;

  /** The question is asked from now on. */
  Question(LongSupplier nanos) {
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  String tag() {
    return tag;
  }

  /** Whatever it waited for before does not count. */
  void goesOut() {
    began = nanos.getAsLong();
  }

  /** RAPI or the broker took it; RAPI's job is that, the broker has none: 0. */
  Question accepted(long byJob) {
    accepted = Duration.ofNanos(nanos.getAsLong() - began);
    jobId = byJob;
    return this;
  }

  /** Nobody took it. */
  Question refused(String why) {
    refusal = why;
    return this;
  }

  /** Nobody was asked. */
  Question skipped(String why) {
    skipped = why;
    return this;
  }

  /** The answer is there. */
  void answered() {
    heard = Duration.ofNanos(nanos.getAsLong() - began);
  }

  /** What Ganeti tells of the job. */
  void job(Job told) {
    job = told;
  }

  /** Ganeti does not tell of the job. */
  void jobRefused(String why) {
    jobRefusal = why;
  }

  boolean isWaiting() {
    return accepted != null && heard == null;
  }

  @Nullable Duration accepted() {
    return accepted;
  }

  @Nullable Duration heard() {
    return heard;
  }

  @Nullable String refusal() {
    return refusal;
  }

  @Nullable String skipped() {
    return skipped;
  }

  long jobId() {
    return jobId;
  }

  Optional<Job> job() {
    return Optional.ofNullable(job);
  }

  @Nullable String jobRefusal() {
    return jobRefusal;
  }
}
