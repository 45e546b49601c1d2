package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.synnefo.wire.queue.Binding;
import io.synnefo.wire.queue.Exchange;
import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.WorkQueue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Declares what the list says; what is there already stays as it is. */
final class Topology {
  private Topology() {}

  private interface Step {
    void run() throws IOException;
  }

  /**
   * All exchanges and queues of the list are there, with their bindings and dead-letter queues.
   *
   * @throws MissingPermission when the broker does not let us
   * @throws IOException when the broker refuses, as it does when one is there with other arguments
   */
  static void declare(Connection connection, QueueList list) throws IOException {
    declare(connection, list.exchanges(), list.queues());
  }

  /**
   * The queue is there with all that it needs, and nothing else is touched: what is wrong with
   * another queue's exchange is no reason not to serve this one.
   *
   * @throws MissingPermission when the broker does not let us
   * @throws IOException when the broker refuses, as it does when one is there with other arguments
   */
  static void declare(Connection connection, QueueList list, WorkQueue queue) throws IOException {
    Set<String> bound =
        queue.bindings().stream().map(Binding::exchange).collect(Collectors.toSet());
    List<Exchange> exchanges =
        list.exchanges().stream().filter(exchange -> bound.contains(exchange.name())).toList();
    declare(connection, exchanges, List.of(queue));
  }

  private static void declare(
      Connection connection, List<Exchange> exchanges, List<WorkQueue> queues) throws IOException {
    try (Channel channel = connection.createChannel()) {
      declare(channel, new Exchange(WorkQueue.DEAD_LETTER_EXCHANGE, "direct"));
      for (Exchange exchange : exchanges) {
        declare(channel, exchange);
      }
      for (WorkQueue queue : queues) {
        declare(channel, queue);
      }
    } catch (TimeoutException e) {
      throw new IOException("no answer to a declaration", e);
    }
  }

  private static void declare(Channel channel, Exchange exchange) throws IOException {
    permitted(
        () -> channel.exchangeDeclare(exchange.name(), exchange.type(), true),
        "configure the exchange",
        "");
  }

  private static void declare(Channel channel, WorkQueue queue) throws IOException {
    String dead = queue.deadLetterQueue();
    declare(channel, dead, queue.deadLetterArguments());
    bind(channel, dead, new Binding(WorkQueue.DEAD_LETTER_EXCHANGE, dead));
    declare(channel, queue.name(), queue.arguments());
    // the way back
    bind(channel, queue.name(), new Binding(WorkQueue.DEAD_LETTER_EXCHANGE, queue.name()));
    for (Binding binding : queue.bindings()) {
      bind(channel, queue.name(), binding);
    }
  }

  private static void declare(Channel channel, String queue, Map<String, Object> arguments)
      throws IOException {
    permitted(
        () -> channel.queueDeclare(queue, true, false, false, arguments),
        "write to the exchange",
        "configure and read the queue");
  }

  private static void bind(Channel channel, String queue, Binding binding) throws IOException {
    permitted(
        () -> channel.queueBind(queue, binding.exchange(), binding.key()),
        "read from the exchange",
        "write to the queue");
  }

  /** The broker names what it kept us from; older ones do not say which permission that takes. */
  private static void permitted(Step step, String ofExchange, String ofQueue) throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      String words = reply(e, AMQP.ACCESS_REFUSED);
      if (words == null) {
        throw e;
      }
      throw new MissingPermission(words.contains("exchange '") ? ofExchange : ofQueue, words, e);
    }
  }

  /** The broker's own words, when it closed the channel with that code; else null. */
  static @Nullable String reply(Exception failure, int code) {
    return failure.getCause() instanceof ShutdownSignalException signal
            && signal.getReason() instanceof AMQP.Channel.Close close
            && close.getReplyCode() == code
        ? close.getReplyText()
        : null;
  }
}
