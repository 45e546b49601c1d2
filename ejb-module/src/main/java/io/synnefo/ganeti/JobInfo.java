package io.synnefo.ganeti;

import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as RAPI shows it, one entry an opcode.
 *
 * @param receivedAt when Ganeti queued it, by its clock
 */
public record JobInfo(long id, JobStatus status, @Nullable Instant receivedAt, List<Op> ops) {
  /** Copies the ops. */
  public JobInfo {
    ops = List.copyOf(ops);
  }

  /**
   * One opcode.
   *
   * @param instance the instance it is about, null when it is about something else
   * @param reasons texts of the reason trail, oldest first
   * @param error Ganeti's error text when it failed, or was canceled after it had begun
   * @param result what that text stands in; JSON null when there is no error
   * @param endedAt null while it has not ended
   */
  public record Op(
      String operation,
      @Nullable String instance,
      JobStatus status,
      List<String> reasons,
      @Nullable String error,
      JsonValue result,
      @Nullable Instant endedAt) {
    /** Copies the reasons. */
    public Op {
      reasons = List.copyOf(reasons);
    }
  }
}
