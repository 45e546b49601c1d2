package io.synnefo.dispatch;

import io.synnefo.wire.queue.QueueConfiguration;
import io.synnefo.wire.queue.WorkQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.inject.Inject;
import jakarta.jms.MessageListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The handlers that the queue configuration names. A handler is a CDI bean with that name that is a
 * {@link MessageListener}: ours, or an operator's own in a library of the EAR. It runs in the
 * transaction of the delivery; what it throws decides what becomes of the message (ADR 003).
 */
@ApplicationScoped
public class Handlers {
  @Inject @Any Instance<MessageListener> beans;
  @Inject QueueConfiguration configuration;
  private volatile Map<String, MessageListener> byQueue = Map.of();

  /**
   * From now on each queue has its handler.
   *
   * @throws IllegalArgumentException naming what is wrong with the configuration, such as each
   *     handler that no bean is
   */
  public void find() {
    List<String> problems = new ArrayList<>();
    Map<String, MessageListener> found = new HashMap<>();
    for (WorkQueue queue : configuration.load().queues()) {
      String name = queue.handler();
      if (name == null) {
        continue;
      }
      Instance<MessageListener> named = beans.select(NamedLiteral.of(name));
      if (named.isResolvable()) {
        found.put(queue.name(), named.get());
      } else {
        problems.add("queue '" + queue.name() + "' names handler '" + name + "', which is no bean");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "queue configuration: " + String.join("; ", problems) + "; there are: " + names());
    }
    byQueue = Map.copyOf(found);
  }

  MessageListener of(String queue) {
    MessageListener handler = byQueue.get(queue);
    if (handler == null) {
      throw new IllegalStateException("no handler for queue " + queue);
    }
    return handler;
  }

  private List<String> names() {
    return beans
        .handlesStream()
        .map(handle -> handle.getBean().getName())
        .filter(Objects::nonNull)
        .sorted()
        .toList();
  }
}
