package io.synnefo.server;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which job builds a server, as it is stored beside it. */
@Embeddable
public class CreationColumns {
  @Column(name = "create_request_id")
  private String requestId;

  @Column(name = "create_job_id")
  private @Nullable Long jobId;

  @Column(name = "replaced_job_id")
  private @Nullable Long replacedJobId;

  /** For JPA. */
  protected CreationColumns() {}

  /** Asked for by that request; nothing is known of the job. */
  CreationColumns(String requestId) {
    this.requestId = requestId;
  }

  /** The job as far as it is known. */
  DueServer.Job job(Instant askedAt) {
    return new DueServer.Job(requestId, jobId, askedAt);
  }

  /** The job that it took the place of, if it was asked for twice. */
  @Nullable Long replacedJobId() {
    return replacedJobId;
  }

  boolean isAskedBy(String request) {
    return request.equals(requestId);
  }

  /** Whether that request asked for it and Ganeti has given no sign of the job. */
  boolean isUnknownToGaneti(String request) {
    return jobId == null && isAskedBy(request);
  }

  /** Ganeti answered that request with that job; one that is known already stays. */
  void record(String request, long job) {
    if (isUnknownToGaneti(request)) {
      this.jobId = job;
    }
  }

  /** Ganeti tells of a job that creates it. */
  void hear(long job) {
    if (jobId == null && !Objects.equals(replacedJobId, job)) {
      this.jobId = job;
    }
  }

  /** It is asked for once more, by that request, since that job failed. */
  void again(String request, long failedJob) {
    this.replacedJobId = failedJob;
    this.requestId = request;
    this.jobId = null;
  }
}
