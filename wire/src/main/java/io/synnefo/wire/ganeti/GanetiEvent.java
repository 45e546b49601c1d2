package io.synnefo.wire.ganeti;

import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One opcode of a Ganeti job reached a status; the kinds differ in what the opcode is about. */
public sealed interface GanetiEvent extends GanetiMessage
    permits InstanceEvent, NetworkEvent, ClusterEvent, Heartbeat {
  /** What all kinds have in common. */
  OpState op();

  /** What the event is about, for people: the name of an instance, say. */
  String subject();

  /** The same on whichever node publishes it; null from the old daemon. */
  default @Nullable String eventId() {
    return op().eventId();
  }

  /** Name of the Ganeti cluster. */
  default String cluster() {
    return op().cluster();
  }

  /** Ganeti's OP_ID. */
  default String operation() {
    return op().operation();
  }

  /** Ganeti's id of the job. */
  default long jobId() {
    return op().jobId();
  }

  /** Where in the job the opcode stands, from 0. */
  default int opIndex() {
    return op().opIndex();
  }

  /** What the opcode has reached. */
  default JobStatus status() {
    return op().status();
  }

  /** When Ganeti recorded the status. */
  default Instant eventTime() {
    return op().eventTime();
  }

  /** The opcode's last log line. */
  default @Nullable String logMessage() {
    return op().logMessage();
  }

  /** The opcode's result; JSON null while there is none. */
  default JsonValue result() {
    return op().result();
  }

  /** The reason trail, oldest first. */
  default List<Reason> reason() {
    return op().reason();
  }
}
