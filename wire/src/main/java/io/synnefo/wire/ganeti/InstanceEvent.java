package io.synnefo.wire.ganeti;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One opcode of a Ganeti job reached a status ({@code type: ganeti-op-status}).
 *
 * @param eventId cluster UUID, job id, op index and status joined by colons: the same on whichever
 *     node publishes it; null from the old daemon, which sends none
 * @param cluster name of the Ganeti cluster
 * @param instance Ganeti's name of the instance, such as {@code snf-42}
 * @param operation Ganeti's OP_ID as it stands in the job
 * @param eventTime when Ganeti recorded the status, microseconds
 * @param logMessage the op's last log line
 * @param result the op's result as Ganeti wrote it; JSON null while there is none
 * @param jobFields nics, disks, hvparams, beparams of the op's input, those that were there
 * @param reason the reason trail, oldest first
 */
public record InstanceEvent(
    @Nullable String eventId,
    String cluster,
    String instance,
    String operation,
    long jobId,
    int opIndex,
    JobStatus status,
    Instant eventTime,
    @Nullable String logMessage,
    JsonValue result,
    JsonObject jobFields,
    List<Reason> reason) {

  /** One step of Ganeti's reason trail. */
  public record Reason(String source, String text, Instant at) {}

  /** Copies the trail. */
  public InstanceEvent {
    reason = List.copyOf(reason);
  }
}
