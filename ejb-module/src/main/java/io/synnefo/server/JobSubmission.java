package io.synnefo.server;

import io.synnefo.kernel.DatabaseClock;
import io.synnefo.settings.SubmitSettings;
import io.synnefo.wire.ganeti.JobStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record what became of a submission. Each call is one short transaction. The job's first
 * event may have been applied before; a server may be gone, or want something else by now.
 */
@ApplicationScoped
public class JobSubmission {
  @Inject Servers servers;
  @Inject ServerHistory history;
  @Inject SubmitSettings settings;
  @Inject DatabaseClock clock;
  @Inject Event<ServerDue> due;

  /** That job carries out that request, and if it has ended already its task is over. */
  @Transactional
  public void record(long serverId, String requestId, long jobId) {
    servers.lock(serverId).ifPresent(server -> recordOn(server, requestId, jobId));
  }

  /**
   * There is no job for that request: all is as it was before. A server not yet built is removed;
   * any other has the task again that the request's took the place of, unless that ended meanwhile.
   */
  @Transactional
  void notSubmitted(Asked asked, String why) {
    servers.lock(asked.serverId()).ifPresent(server -> takeBack(server, asked, why));
  }

  private void takeBack(Server server, Asked asked, String why) {
    note(server, asked.requestId(), null, Rule.NOT_SUBMITTED, why);
    if (server.isUnknownToGaneti(asked.requestId())) {
      servers.remove(server);
    } else if (asked.requestId().equals(server.taskRequestId())) {
      server.resume(asked.former(), clock.now());
      finishIfOver(server, asked.former().jobId());
    }
  }

  /** Whether there is a job for that request is not known; the task stays until it is. */
  @Transactional
  public void unknown(long serverId, String requestId, String why) {
    servers
        .lock(serverId)
        .ifPresent(
            server -> {
              note(server, requestId, null, Rule.OUTCOME_UNKNOWN, why);
              server.lookForOrphan(requestId, clock.now().plus(settings.timeout()));
            });
  }

  /** That job has ended so: if it is the task's job, the task is over. */
  @Transactional
  public void over(long serverId, long jobId, JobStatus status) {
    servers
        .lock(serverId)
        .filter(server -> server.isTaskJob(jobId))
        .ifPresent(server -> finish(server, jobId, status));
  }

  private void recordOn(Server server, String requestId, long jobId) {
    server.recordJob(requestId, jobId);
    note(server, requestId, jobId, Rule.SUBMITTED, null);
    server.lookForOrphan(requestId, clock.now().plus(settings.timeout()));
    finishIfOver(server, jobId);
  }

  /** The job's last event may have been applied while it was not known to be the task's. */
  private void finishIfOver(Server server, @Nullable Long jobId) {
    ServerTask task = server.task();
    if (task != null && jobId != null && server.isTaskJob(jobId)) {
      history
          .endOf(server.id(), jobId, task.operation().opId())
          .ifPresent(status -> finish(server, jobId, status));
    }
  }

  /** As the decider would have decided, had it known whose job it was. */
  private void finish(Server server, long jobId, JobStatus status) {
    Instant now = clock.now();
    note(server, server.taskRequestId(), jobId, Rule.JOB_OVER, status.word());
    boolean removes =
        server.task() == ServerTask.DESTROY && server.state() != ServerState.DESTROYED;
    if (removes && status == JobStatus.ERROR) {
      server.reread(Rule.REMOVE_FAILED, now);
      due.fire(new ServerDue(server.id()));
    } else {
      server.clearTask(now);
    }
  }

  private void note(
      Server server,
      @Nullable String requestId,
      @Nullable Long jobId,
      Rule rule,
      @Nullable String detail) {
    HistoryEntry.Source source =
        jobId == null ? null : new HistoryEntry.Source(null, jobId, null, null);
    history.add(
        new HistoryEntry(
            server.id(), requestId, source, rule, server.state(), server.state(), detail));
  }
}
