package io.synnefo.wire.ganeti;

import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One opcode of a Ganeti job reached a status: what events of all kinds have in common.
 *
 * @param eventId cluster UUID, job id, op index and status joined by colons: the same on whichever
 *     node publishes it; null from the old daemon, which sends none
 * @param cluster name of the Ganeti cluster
 * @param operation Ganeti's OP_ID as it stands in the job
 * @param eventTime when Ganeti recorded the status, microseconds
 * @param logMessage the op's last log line
 * @param result the op's result as Ganeti wrote it; JSON null while there is none
 * @param reason the reason trail, oldest first
 */
public record OpState(
    @Nullable String eventId,
    String cluster,
    long jobId,
    int opIndex,
    String operation,
    JobStatus status,
    Instant eventTime,
    @Nullable String logMessage,
    JsonValue result,
    List<Reason> reason) {
  /** Copies the trail. */
  public OpState {
    reason = List.copyOf(reason);
  }

  /** That of the cluster which the event is of; null when a daemon tells none. */
  public @Nullable String clusterUuid() {
    return eventId == null ? null : eventId.split(":", 2)[0];
  }
}
