package io.synnefo.amqp;

import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.WorkQueue;
import java.time.Duration;
import java.util.List;

/**
 * A queue and how it is served.
 *
 * @param list all there are; of its exchanges those matter that the queue is bound to
 * @param sessions messages taken at a time; 0 if nobody handles them and they are kept
 */
record QueueSpec(WorkQueue queue, QueueList list, int sessions, int maxAttempts) {
  /** A broker that is not told otherwise ends a channel that keeps a message for 30 minutes. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** Every queue of the list, each with its own limits or else the adapter's. */
  static List<QueueSpec> of(BrokerSettings settings) {
    return settings.queues().queues().stream().map(queue -> of(queue, settings)).toList();
  }

  private static QueueSpec of(WorkQueue queue, BrokerSettings settings) {
    Integer sessions = queue.limits().sessions();
    Integer maxAttempts = queue.limits().maxAttempts();
    return new QueueSpec(
        queue,
        settings.queues(),
        queue.handler() == null ? 0 : sessions == null ? settings.sessions() : sessions,
        maxAttempts == null ? settings.maxAttempts() : maxAttempts);
  }

  String name() {
    return queue.name();
  }

  boolean isHandled() {
    return sessions > 0;
  }

  /** How long a message waits that has failed so often by its own fault. */
  Duration retryPause(int attempts) {
    Duration pause = queue.limits().retryPause().multipliedBy(1L << Math.min(attempts - 1, 6));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
