package io.synnefo.eventd;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.InstanceEventCodec;
import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which events a job's state amounts to: the same job always gives the same events. */
final class EventMapper {
  // with the bounds of JobReader these keep any message below what the consumer reads (1 MiB)
  private static final int MAX_LOG = 4096;
  private static final int MAX_STEPS = 32;
  private static final int MAX_STEP = 1024;
  private static final int MAX_NAME = 180;

  private final String cluster;
  private final String clusterUuid;
  private final List<String> prefixes;

  /** For what is named after one of the prefixes, such as {@code snf-42}; the longest one wins. */
  EventMapper(String cluster, String clusterUuid, List<String> prefixes) {
    this.cluster = cluster;
    this.clusterUuid = clusterUuid;
    this.prefixes =
        prefixes.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /** One message per opcode and instance of ours, in the job's order; dry runs give none. */
  List<Outgoing> map(Job job) {
    List<Outgoing> messages = new ArrayList<>();
    for (Job.Op op : job.ops()) {
      for (String instance : op.input().instances()) {
        if (!op.input().dryRun()) {
          prefixOf(instance)
              .ifPresent(prefix -> messages.add(message(prefix, event(job, op, instance))));
        }
      }
    }
    return messages;
  }

  /** How many instances the job works on that are not ours. */
  int foreign(Job job) {
    return (int)
        job.ops().stream()
            .filter(op -> !op.input().dryRun())
            .flatMap(op -> op.input().instances().stream())
            .filter(instance -> prefixOf(instance).isEmpty())
            .count();
  }

  private Optional<String> prefixOf(String name) {
    if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    return prefixes.stream().filter(prefix -> name.startsWith(prefix + "-")).findFirst();
  }

  private static Outgoing message(String prefix, InstanceEvent event) {
    return new Outgoing(
        RoutingKeys.instanceEvent(prefix),
        true,
        String.valueOf(event.eventId()),
        event.instance(),
        event.status().isFinal(),
        event.eventTime(),
        InstanceEventCodec.encode(event));
  }

  private InstanceEvent event(Job job, Job.Op op, String instance) {
    String id = clusterUuid + ":" + job.id() + ":" + op.index() + ":" + op.status().word();
    return new InstanceEvent(
        op.input().several() ? id + ":" + instance : id,
        cluster,
        instance,
        op.input().opId(),
        job.id(),
        op.index(),
        op.status(),
        time(job, op),
        op.lastLog().isEmpty() ? null : text(op.lastLog(), MAX_LOG),
        op.result(),
        op.input().fields(),
        reason(op.input().reason()));
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

  private static List<InstanceEvent.Reason> reason(List<InstanceEvent.Reason> trail) {
    return trail.stream()
        .limit(MAX_STEPS)
        .map(
            step ->
                new InstanceEvent.Reason(
                    text(step.source(), MAX_STEP), text(step.text(), MAX_STEP), step.at()))
        .toList();
  }

  /** No longer than the limit, and without NUL, which a database takes in no text. */
  private static String text(String text, int limit) {
    return (text.length() <= limit ? text : text.substring(0, limit)).replace('\0', '\ufffd');
  }
}
