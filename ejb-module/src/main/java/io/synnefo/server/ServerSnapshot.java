package io.synnefo.server;

import io.synnefo.wire.ganeti.InstanceEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the decider knows of a server.
 *
 * @param taskJobId null until Ganeti's answer, or its first event, told us the job
 * @param taskRequestId the request that asked for the task; the job's reason trail starts with it
 * @param last null before the first event that moved the state
 * @param creation the job that builds it
 * @param secondTry whether that may be, or was, asked for once more
 */
record ServerSnapshot(
    ServerState state,
    @Nullable ServerTask task,
    @Nullable Long taskJobId,
    @Nullable String taskRequestId,
    @Nullable Watermark last,
    DueServer.Job creation,
    SecondTry secondTry) {

  /**
   * Whether the event is of the job that carries out the task, which is not one that was replaced.
   * While the job id is not known, the reason trail tells; an instance is created once, so a create
   * needs no reason.
   */
  boolean isTaskJob(InstanceEvent event) {
    if (task == null || secondTry.replaced(event)) {
      return false;
    }
    if (taskJobId != null) {
      return taskJobId == event.jobId();
    }
    return task.operation() == Operation.of(event.operation())
        && (task == ServerTask.BUILD || isReasonOf(event, taskRequestId));
  }

  /** Whether we asked for the event's job in order to build it; what others create is not ours. */
  boolean isOurCreation(InstanceEvent event) {
    return Operation.of(event.operation()) == Operation.CREATE
        && (Objects.equals(creation.jobId(), event.jobId())
            || isReasonOf(event, creation.requestId()));
  }

  /** The same, as its creation stands. */
  ServerSnapshot with(SecondTry known) {
    return new ServerSnapshot(state, task, taskJobId, taskRequestId, last, creation, known);
  }

  Watermark.Order orderOf(InstanceEvent event) {
    return last == null ? Watermark.Order.LATER : last.orderOf(event);
  }

  private static boolean isReasonOf(InstanceEvent event, @Nullable String requestId) {
    String prefix = requestId + ":";
    return requestId != null
        && event.reason().stream().anyMatch(reason -> reason.text().startsWith(prefix));
  }
}
