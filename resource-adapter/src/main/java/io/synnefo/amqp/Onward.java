package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A message on its way from one of our queues to another, with all that its publisher gave it. */
final class Onward {
  private static final int PERSISTENT = 2;

  /**
   * Of the way behind it, not of the publisher: why and how often it failed. And what would send
   * copies of it elsewhere: a sender's own choice of queues has been followed once.
   */
  private static final List<String> LEFT_BEHIND =
      List.of(
          DeadLetters.REASON,
          DeadLetters.QUEUE,
          DeadLetters.ATTEMPTS,
          "x-death",
          "x-delivery-count",
          "CC",
          "BCC");

  private Onward() {}

  /**
   * Properties to publish it with again, headers without a value included. Of the publisher's user
   * the broker would take none but ours, and it is durable now.
   */
  static AMQP.BasicProperties of(AMQP.BasicProperties properties) {
    Map<String, Object> headers = new HashMap<>();
    if (properties.getHeaders() != null) {
      headers.putAll(properties.getHeaders());
    }
    LEFT_BEHIND.forEach(headers::remove);
    return properties.builder().headers(headers).userId(null).deliveryMode(PERSISTENT).build();
  }
}
