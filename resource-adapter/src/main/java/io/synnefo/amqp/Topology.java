package io.synnefo.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.synnefo.wire.queue.Binding;
import io.synnefo.wire.queue.Exchange;
import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.WorkQueue;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Declares what the list says; what is there already stays as it is. */
final class Topology {
  private Topology() {}

  /**
   * The queues are there with all that they are bound to and their dead-letter queues.
   *
   * @throws IOException when the broker refuses, as it does when one is there with other arguments
   */
  static void declare(Connection connection, QueueList list, List<WorkQueue> queues)
      throws IOException {
    try (Channel channel = connection.createChannel()) {
      channel.exchangeDeclare(WorkQueue.DEAD_LETTER_EXCHANGE, "direct", true);
      for (Exchange exchange : list.exchanges()) {
        channel.exchangeDeclare(exchange.name(), exchange.type(), true);
      }
      for (WorkQueue queue : queues) {
        declare(channel, queue);
      }
    } catch (TimeoutException e) {
      throw new IOException("no answer to a declaration", e);
    }
  }

  private static void declare(Channel channel, WorkQueue queue) throws IOException {
    String dead = queue.deadLetterQueue();
    channel.queueDeclare(dead, true, false, false, queue.deadLetterArguments());
    channel.queueBind(dead, WorkQueue.DEAD_LETTER_EXCHANGE, dead);
    channel.queueDeclare(queue.name(), true, false, false, queue.arguments());
    channel.queueBind(queue.name(), WorkQueue.DEAD_LETTER_EXCHANGE, queue.name()); // the way back
    for (Binding binding : queue.bindings()) {
      channel.queueBind(queue.name(), binding.exchange(), binding.key());
    }
  }
}
