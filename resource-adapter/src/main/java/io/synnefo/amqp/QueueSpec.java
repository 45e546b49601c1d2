package io.synnefo.amqp;

import java.util.Map;

/**
 * A queue with its dead-letter queue as they must stand in the broker. Quorum queues only: they
 * survive the loss of a broker, and count deliveries.
 *
 * @param bindingKey empty when nothing is bound
 * @param sessions messages taken at a time
 */
record QueueSpec(String name, String exchange, String bindingKey, int sessions) {

  static final String DEAD_LETTER_EXCHANGE = "ganeti-dl";

  /** The broker's own limit is a safety net; we count failures ourselves (ADR 003). */
  static final int DELIVERY_LIMIT = 50;

  static QueueSpec of(RabbitActivationSpec spec, BrokerSettings broker) {
    int sessions = spec.getMaxSession() > 0 ? spec.getMaxSession() : broker.sessions();
    return new QueueSpec(
        broker.prefix() + "-" + spec.getQueue(),
        spec.getExchange(),
        spec.getRoutingKey().replace("{prefix}", broker.prefix()),
        sessions);
  }

  String deadLetterQueue() {
    return name + "-dl";
  }

  /**
   * Arguments of the queue. At-least-once dead-lettering needs {@code reject-publish}: with another
   * overflow rule the broker falls back to at-most-once and says so in one log line only.
   */
  Map<String, Object> arguments() {
    return Map.of(
        "x-queue-type",
        "quorum",
        "x-delivery-limit",
        DELIVERY_LIMIT,
        "x-dead-letter-exchange",
        DEAD_LETTER_EXCHANGE,
        "x-dead-letter-routing-key",
        deadLetterQueue(),
        "x-dead-letter-strategy",
        "at-least-once",
        "x-overflow",
        "reject-publish",
        "x-max-length",
        1_000_000);
  }

  Map<String, Object> deadLetterArguments() {
    return Map.of(
        "x-queue-type", "quorum", "x-overflow", "reject-publish", "x-max-length", 100_000);
  }
}
