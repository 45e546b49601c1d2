package io.synnefo.wire.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The exchanges and queues of an installation. */
public record QueueList(List<Exchange> exchanges, List<WorkQueue> queues) {

  /**
   * This list with that one's entries: one of a name that is here already takes its place, others
   * come last. What such an entry left unsaid its reader has from here.
   */
  QueueList with(QueueList more) {
    Map<String, Exchange> allExchanges = new LinkedHashMap<>();
    exchanges.forEach(exchange -> allExchanges.put(exchange.name(), exchange));
    more.exchanges.forEach(exchange -> allExchanges.put(exchange.name(), exchange));
    Map<String, WorkQueue> allQueues = new LinkedHashMap<>();
    queues.forEach(queue -> allQueues.put(queue.name(), queue));
    more.queues.forEach(queue -> allQueues.put(queue.name(), queue));
    return new QueueList(List.copyOf(allExchanges.values()), List.copyOf(allQueues.values()));
  }

  /**
   * What is wrong with the list as a whole: bindings to exchanges that it lacks, a dead-letter
   * queue that would also be a work queue, and keys of {@code published} that reach no queue.
   */
  List<String> problems(Collection<Binding> published) {
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    exchanges.forEach(exchange -> names.add(exchange.name()));
    Set<String> queueNames = new HashSet<>();
    queues.forEach(queue -> queueNames.add(queue.name()));
    for (WorkQueue queue : queues) {
      queue.bindings().stream()
          .filter(binding -> !names.contains(binding.exchange()))
          .forEach(
              binding ->
                  problems.add(
                      "queue '"
                          + queue.name()
                          + "' is bound to exchange '"
                          + binding.exchange()
                          + "', which is not in the list"));
      if (queueNames.contains(queue.deadLetterQueue())) {
        problems.add(
            "queue '"
                + queue.deadLetterQueue()
                + "' is where '"
                + queue.name()
                + "' puts dead letters");
      }
    }
    published.stream()
        .filter(key -> !isReached(key))
        .forEach(
            key ->
                problems.add(
                    "key '"
                        + key.key()
                        + "' of exchange '"
                        + key.exchange()
                        + "' reaches no queue"));
    return problems;
  }

  /** Whether a message published so is kept by a queue that is not for debugging. */
  boolean isReached(Binding published) {
    String type =
        exchanges.stream()
            .filter(exchange -> exchange.name().equals(published.exchange()))
            .map(Exchange::type)
            .findFirst()
            .orElse("");
    return queues.stream()
        .filter(queue -> !queue.debug())
        .flatMap(queue -> queue.bindings().stream())
        .anyMatch(
            binding ->
                binding.exchange().equals(published.exchange())
                    && binding.passes(published.key(), type));
  }
}
