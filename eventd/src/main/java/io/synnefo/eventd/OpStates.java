package io.synnefo.eventd;

import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.OpState;
import io.synnefo.wire.ganeti.Reason;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what events of all kinds have in common: which opcode reached which status, and when. */
final class OpStates {
  // with the bounds of JobReader these keep any message below what the consumer reads (1 MiB)
  private static final int MAX_LOG = 4096;
  private static final int MAX_STEPS = 32;
  private static final int MAX_STEP = 1024;
  private static final int MAX_COPIES = 4 << 20;

  private final String cluster;
  private final String clusterUuid;

  OpStates(String cluster, String clusterUuid) {
    this.cluster = cluster;
    this.clusterUuid = clusterUuid;
  }

  /**
   * How long each part of a message may be: an opcode about many things has a message for each, and
   * what is long would be repeated in all of them.
   */
  static int share(Job.Op op) {
    return MAX_COPIES / Math.max(1, op.input().target().names().size());
  }

  /** The opcode's state. */
  OpState of(Job job, Job.Op op) {
    String id = clusterUuid + ":" + job.id() + ":" + op.index() + ":" + op.status().word();
    int share = share(op);
    JsonValue result = OpResult.told(op);
    return new OpState(
        id,
        cluster,
        job.id(),
        op.index(),
        op.input().opId(),
        op.status(),
        time(job, op),
        log(op, share),
        result.toString().length() <= share ? result : JobReader.TOO_LARGE,
        reason(op.input().reason(), share));
  }

  /**
   * The last line, of what has ended: while an opcode runs, Ganeti writes its file anew with each
   * line, and the same event would be another depending on when it was read.
   */
  private static @Nullable String log(Job.Op op, int share) {
    return op.status().isFinal() && !op.lastLog().isEmpty()
        ? text(op.lastLog(), Math.min(MAX_LOG, share))
        : null;
  }

  /** When the opcode reached its status; the nearest earlier time stamp if that one is missing. */
  private static Instant time(Job job, Job.Op op) {
    Job.Times times = op.times();
    Instant begun = first(times.start(), job.received());
    if (op.status() == JobStatus.QUEUED) {
      return job.received();
    }
    if (op.status() == JobStatus.WAITING || op.status() == JobStatus.CANCELING) {
      return begun;
    }
    Instant ran = first(times.exec(), begun);
    if (op.status() == JobStatus.RUNNING) {
      return ran;
    }
    // an opcode canceled behind a running one has no time stamp of its own
    return first(times.end(), first(job.end(), ran));
  }

  private static Instant first(@Nullable Instant time, Instant otherwise) {
    return time == null ? otherwise : time;
  }

  private static List<Reason> reason(List<Reason> trail, int share) {
    return trail.stream()
        .limit(Math.min(MAX_STEPS, Math.max(1, share / MAX_STEP / 2)))
        .map(
            step ->
                new Reason(text(step.source(), MAX_STEP), text(step.text(), MAX_STEP), step.at()))
        .toList();
  }

  /** No longer than the limit, and without NUL, which a database takes in no text. */
  private static String text(String text, int limit) {
    return (text.length() <= limit ? text : text.substring(0, limit)).replace('\0', '\ufffd');
  }
}
