package io.synnefo.wire.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A queue with its dead-letter queue as they must stand in the broker. Quorum queues only: they
 * survive the loss of a broker, and count deliveries.
 *
 * @param handler name of the bean that handles its messages; null while nobody does, and they are
 *     kept
 * @param debug whether it only copies what others handle: it makes no key reachable
 */
public record WorkQueue(
    String name, List<Binding> bindings, @Nullable String handler, boolean debug, Limits limits) {

  /** The exchange that dead letters go to, and come back from, by a queue's name. */
  public static final String DEAD_LETTER_EXCHANGE = "ganeti-dl";

  /** The broker's own limit is a safety net; the adapter counts failures itself (ADR 003). */
  public static final int DELIVERY_LIMIT = 50;

  static final int MAX_LENGTH = 1_000_000;
  private static final int MAX_DEAD_LETTERS = 100_000;

  /**
   * How a queue is served.
   *
   * @param sessions messages handled at a time; null means as many as the others
   * @param maxAttempts failures of a message's own that make it a dead letter; null likewise
   * @param retryPause before the second attempt; it doubles with each further one, up to 64 times,
   *     and to ten minutes
   * @param maxLength messages kept; the broker refuses more, and the publisher keeps them
   */
  public record Limits(
      @Nullable Integer sessions,
      @Nullable Integer maxAttempts,
      Duration retryPause,
      int maxLength) {}

  /** Where a message goes that is given up. */
  public String deadLetterQueue() {
    return name + "-dl";
  }

  /**
   * Arguments of the queue. At-least-once dead-lettering needs {@code reject-publish}: with another
   * overflow rule the broker falls back to at-most-once and says so in one log line only. A queue
   * of copies must not do so: what one of a message's queues refuses, the publisher sends again to
   * all.
   */
  public Map<String, Object> arguments() {
    if (debug) {
      return new TreeMap<>(
          Map.of(
              "x-queue-type",
              "quorum",
              "x-overflow",
              "drop-head",
              "x-max-length",
              limits.maxLength(),
              "x-delivery-limit",
              DELIVERY_LIMIT));
    }
    Map<String, Object> arguments = new TreeMap<>(deadLetterArguments());
    arguments.put("x-delivery-limit", DELIVERY_LIMIT);
    arguments.put("x-dead-letter-exchange", DEAD_LETTER_EXCHANGE);
    arguments.put("x-dead-letter-routing-key", deadLetterQueue());
    arguments.put("x-dead-letter-strategy", "at-least-once");
    arguments.put("x-max-length", limits.maxLength());
    return arguments;
  }

  /**
   * Arguments of its dead-letter queue. Each look of an operator counts as a delivery, and RabbitMQ
   * 4 drops a message after 20 unless it is told otherwise.
   */
  public Map<String, Object> deadLetterArguments() {
    return new TreeMap<>(
        Map.of(
            "x-queue-type",
            "quorum",
            "x-overflow",
            "reject-publish",
            "x-max-length",
            MAX_DEAD_LETTERS,
            "x-delivery-limit",
            Integer.MAX_VALUE));
  }
}
