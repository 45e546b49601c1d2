package io.synnefo.eventd;

import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.Reason;
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
 * @param ended whether no opcode of the job will change its status any more
 * @param ops all, or none where they are handed to an {@link OpSink}
 */
record Job(long id, Instant received, @Nullable Instant end, boolean ended, List<Op> ops) {
  Job {
    ops = List.copyOf(ops);
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
   * @param fields those that the event of such a target has, as far as they are there
   * @param tags those that the opcode gives its target, or takes from it
   */
  record Input(
      String opId,
      Target target,
      boolean dryRun,
      JsonObject fields,
      List<String> tags,
      List<Reason> reason) {
    Input {
      tags = List.copyOf(tags);
      reason = List.copyOf(reason);
    }
  }

  /**
   * What an opcode is about.
   *
   * @param names of several only if {@code several}; none of a cluster
   * @param several whether the opcode names a list
   */
  record Target(Kind kind, List<String> names, boolean several) {
    Target {
      names = List.copyOf(names);
    }
  }

  /** What opcodes are about, as far as the cloud may want to know. */
  enum Kind {
    INSTANCE,
    NETWORK,
    GROUP,
    CLUSTER,
    NONE;

    /** Whether the name tells whose it is. */
    boolean isNamedByUs() {
      return this == INSTANCE || this == NETWORK;
    }
  }

  /** When the opcode was taken up, began to run and ended. */
  record Times(@Nullable Instant start, @Nullable Instant exec, @Nullable Instant end) {}
}
