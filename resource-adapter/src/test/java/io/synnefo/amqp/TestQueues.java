package io.synnefo.amqp;

import io.synnefo.wire.queue.Binding;
import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.WorkQueue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queues for tests. */
final class TestQueues {
  static final QueueList NONE = new QueueList(List.of(), List.of());
  private static final int MAX_LENGTH = 1000;

  private TestQueues() {}

  static WorkQueue queue(String name, @Nullable String handler, Binding... bindings) {
    return new WorkQueue(
        name,
        List.of(bindings),
        handler,
        false,
        new WorkQueue.Limits(null, null, Duration.ofSeconds(1), MAX_LENGTH));
  }

  static QueueSpec served(String name) {
    return new QueueSpec(queue(name, "handler"), NONE, 1, 5);
  }
}
