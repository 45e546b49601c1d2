package io.synnefo.server;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.OpState;
import io.synnefo.wire.ganeti.Reason;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;

/** Events as the daemon sends them. */
final class Events {
  static final Instant DAY = Instant.parse("2026-11-22T10:00:00Z");

  private Events() {}

  static Builder job(long jobId, String operation) {
    return new Builder("snf-1", operation, jobId, 0, DAY.plusSeconds(jobId), "");
  }

  /** What Ganeti writes of an operation that it did not begin, for that reason. */
  static JsonValue error(String code) {
    return Json.createArrayBuilder()
        .add("OpPrereqError")
        .add(Json.createArrayBuilder().add("Can't compute nodes").add(code))
        .build();
  }

  record Builder(
      String instance, String operation, long jobId, int opIndex, Instant at, String reason) {
    Builder of(String name) {
      return new Builder(name, operation, jobId, opIndex, at, reason);
    }

    Builder op(int index) {
      return new Builder(instance, operation, jobId, index, at, reason);
    }

    Builder at(long second) {
      return new Builder(instance, operation, jobId, opIndex, DAY.plusSeconds(second), reason);
    }

    Builder because(String text) {
      return new Builder(instance, operation, jobId, opIndex, at, text);
    }

    InstanceEvent is(JobStatus status) {
      return is(status, JsonValue.NULL);
    }

    /** Canceled after it had begun. */
    InstanceEvent cancelledUnderWay() {
      return is(JobStatus.CANCELED, JsonValue.EMPTY_JSON_ARRAY);
    }

    /** So that its result is that. */
    InstanceEvent is(JobStatus status, JsonValue result) {
      String id = "c0ffee:" + jobId + ":" + opIndex + ":" + status.word();
      OpState op =
          new OpState(
              id,
              "cluster.test",
              jobId,
              opIndex,
              "OP_" + operation,
              status,
              at.plusNanos(status.rank() * 1000L),
              null,
              result,
              List.of(new Reason("gnt:user", reason, at)));
      return new InstanceEvent(op, instance, JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
  }
}
