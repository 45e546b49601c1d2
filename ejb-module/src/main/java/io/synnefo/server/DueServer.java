package io.synnefo.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server that somebody is to look at: something was asked of Ganeti and nothing was heard since,
 * or the events do not tell its state.
 *
 * @param taskJob the job that carries out the task
 * @param createJob the job that builds it
 * @param why the rule that wants Ganeti to be asked for the instance; REQUESTED when its removal is
 *     to be sent, CREATE_AGAIN when its creation is; null when a time-out passed
 * @param again whether its creation was to be sent once more, be it that it was or not
 */
public record DueServer(
    Row row,
    ServerState state,
    @Nullable ServerTask task,
    Job taskJob,
    Job createJob,
    @Nullable Rule why,
    boolean again) {

  DueServer atVersion(long version) {
    Row same = new Row(row.id(), version, row.instance(), row.backendId());
    return new DueServer(same, state, task, taskJob, createJob, why, again);
  }

  /**
   * Which server.
   *
   * @param version what was learnt of an older version is not applied to a newer one
   * @param instance its name in Ganeti
   */
  public record Row(long id, long version, String instance, long backendId) {}

  /**
   * A job as far as it is known.
   *
   * @param requestId the request that asked for it, with which its reason trail starts
   * @param jobId null when Ganeti's answer was not seen
   * @param askedAt when that request was made
   */
  public record Job(@Nullable String requestId, @Nullable Long jobId, @Nullable Instant askedAt) {}
}
