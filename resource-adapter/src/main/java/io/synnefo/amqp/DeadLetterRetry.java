package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.synnefo.wire.queue.WorkQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts dead letters back where they came from. */
final class DeadLetterRetry {
  private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(10);

  /** Of why it died, and of how often: it starts anew. */
  private static final List<String> OF_THE_PAST =
      List.of(
          DeadLetters.REASON,
          DeadLetters.QUEUE,
          DeadLetters.ATTEMPTS,
          "x-death",
          "x-delivery-count");

  private DeadLetterRetry() {}

  /** How many were put back; each left its dead-letter queue after the broker had it again. */
  static int run(Connection connection, WorkQueue queue, Optional<String> id)
      throws IOException, TimeoutException, InterruptedException {
    int retried = 0;
    // two channels: closing this one gives back all that was taken and not retried
    try (Channel source = connection.createChannel();
        Channel target = connection.createChannel()) {
      target.confirmSelect();
      AtomicBoolean returned = new AtomicBoolean();
      target.addReturnListener(back -> returned.set(true));
      long there = source.messageCount(queue.deadLetterQueue());
      for (long i = 0; i < there; i++) {
        GetResponse dead = source.basicGet(queue.deadLetterQueue(), false);
        if (dead == null) {
          break;
        }
        if (id.isPresent() && !id.get().equals(dead.getProps().getMessageId())) {
          continue;
        }
        publish(target, queue, dead, returned);
        source.basicAck(dead.getEnvelope().getDeliveryTag(), false);
        retried++;
      }
    }
    return retried;
  }

  private static void publish(
      Channel target, WorkQueue queue, GetResponse dead, AtomicBoolean returned)
      throws IOException, InterruptedException, TimeoutException {
    target.basicPublish(
        WorkQueue.DEAD_LETTER_EXCHANGE, queue.name(), true, alive(dead), dead.getBody());
    if (!target.waitForConfirms(CONFIRM_TIMEOUT.toMillis())) {
      throw new IOException("queue " + queue.name() + " did not take it: full, or no leader");
    }
    if (returned.get()) {
      throw new IOException("no queue " + queue.name() + " took a message");
    }
  }

  private static AMQP.BasicProperties alive(GetResponse dead) {
    Map<String, Object> headers = new HashMap<>();
    if (dead.getProps().getHeaders() != null) {
      headers.putAll(dead.getProps().getHeaders());
    }
    OF_THE_PAST.forEach(headers::remove);
    return dead.getProps().builder().headers(headers).build();
  }
}
