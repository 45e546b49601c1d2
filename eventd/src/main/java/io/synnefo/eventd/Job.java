package io.synnefo.eventd;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job file says, as far as the cloud may know it.
 *
 * @param received when Ganeti took the job in
 * @param end when the whole job ended
 */
record Job(long id, Instant received, @Nullable Instant end, List<Op> ops) {
  Job {
    ops = List.copyOf(ops);
  }

  /** Whether no opcode of the job will change its status any more. */
  boolean ended() {
    return ops.stream().allMatch(op -> op.status().isFinal());
  }

  /**
   * One opcode.
   *
   * @param input the part of the input that may leave the node
   * @param lastLog the newest line of its log, empty if it has none
   */
  record Op(
      int index, Input input, JobStatus status, Times times, JsonValue result, String lastLog) {}

  /**
   * An opcode's input without what must stay on the node.
   *
   * @param instances the instances it works on; of several only if {@code several}
   * @param several whether the opcode names a list of instances
   * @param fields nics, disks, hvparams, beparams, those that are there
   */
  record Input(
      String opId,
      List<String> instances,
      boolean several,
      boolean dryRun,
      JsonObject fields,
      List<InstanceEvent.Reason> reason) {
    Input {
      instances = List.copyOf(instances);
      reason = List.copyOf(reason);
    }
  }

  /** When the opcode was taken up, began to run and ended. */
  record Times(@Nullable Instant start, @Nullable Instant exec, @Nullable Instant end) {}
}
