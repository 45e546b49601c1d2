package io.synnefo.server;

import io.synnefo.wire.ganeti.InstanceEvent;
import java.time.Instant;

/**
 * How far a server's state has come: the highest position (job id, op index) and the latest event
 * time of the final events that moved it, or that had Ganeti asked for it. After events that
 * disagree the two come from different events. Non-final events do not move it, so a status rank is
 * not part of it.
 */
record Watermark(long jobId, int opIndex, Instant at) {

  /** Where an event stands against a watermark. */
  enum Order {
    LATER,
    SAME,
    EARLIER,
    /** The job ids say one thing, the clock another. */
    CONFLICT
  }

  static Watermark of(InstanceEvent event) {
    return new Watermark(event.jobId(), event.opIndex(), event.eventTime());
  }

  Order orderOf(InstanceEvent event) {
    int position = Integer.signum(comparePosition(event));
    int time = Integer.signum(event.eventTime().compareTo(at));
    if (position * time < 0) {
      return Order.CONFLICT;
    }
    return switch (position + time) {
      case 0 -> Order.SAME;
      case 1, 2 -> Order.LATER;
      default -> Order.EARLIER;
    };
  }

  /** The watermark once that event is applied: never lower in either respect. */
  Watermark raisedTo(InstanceEvent event) {
    Instant time = event.eventTime().isAfter(at) ? event.eventTime() : at;
    return comparePosition(event) > 0
        ? new Watermark(event.jobId(), event.opIndex(), time)
        : new Watermark(jobId, opIndex, time);
  }

  private int comparePosition(InstanceEvent event) {
    int byJob = Long.compare(event.jobId(), jobId);
    return byJob != 0 ? byJob : Integer.compare(event.opIndex(), opIndex);
  }
}
