package io.synnefo.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.synnefo.wire.queue.WorkQueue;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Puts dead letters back where they came from; each starts anew. */
final class DeadLetterRetry {
  private DeadLetterRetry() {}

  /**
   * What came of it.
   *
   * @param retried put back; each left its dead-letter queue after the broker had it again
   * @param left not looked at, because it was enough before
   */
  record Outcome(int retried, long left) {}

  /**
   * Goes through the dead letters that are there now.
   *
   * @param enough asked before each of them
   */
  static Outcome run(
      Connection connection, WorkQueue queue, Optional<String> id, BooleanSupplier enough)
      throws IOException, TimeoutException, InterruptedException {
    int retried = 0;
    // two channels: closing this one gives back all that was taken and not retried
    try (Channel source = connection.createChannel();
        SureChannel target = new SureChannel(connection)) {
      long there = source.messageCount(queue.deadLetterQueue());
      for (long i = 0; i < there; i++) {
        if (enough.getAsBoolean()) {
          return new Outcome(retried, there - i);
        }
        GetResponse dead = source.basicGet(queue.deadLetterQueue(), false);
        if (dead == null) {
          break;
        }
        if (id.isPresent() && !id.get().equals(dead.getProps().getMessageId())) {
          continue;
        }
        target.publish(
            WorkQueue.DEAD_LETTER_EXCHANGE,
            queue.name(),
            Onward.of(dead.getProps()),
            dead.getBody());
        source.basicAck(dead.getEnvelope().getDeliveryTag(), false);
        retried++;
      }
    }
    return new Outcome(retried, 0);
  }
}
