package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import io.synnefo.wire.queue.QueueTools;
import io.synnefo.wire.queue.WorkQueue;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** The operator's tools, each over a connection of its own that ends with the answer. */
final class BrokerQueueTools implements QueueTools {
  /** At {@link WorkQueue#DELIVERY_LIMIT} the broker gives a message up; a look counts as one. */
  private static final int MOST_RETURNS = WorkQueue.DELIVERY_LIMIT - 10;

  private static final int PERSISTENT = 2;

  /** Whoever asked waits for a minute; to connect and the last confirm take their time, too. */
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private final BrokerSettings settings;

  BrokerQueueTools(BrokerSettings settings) {
    this.settings = settings;
  }

  private interface Task<T> {
    T of(Connection connection) throws IOException, TimeoutException, InterruptedException;
  }

  @Override
  public String list() {
    return with(
        connection -> {
          JsonArrayBuilder all = Json.createArrayBuilder();
          for (WorkQueue queue : settings.queues().queues()) {
            all.add(QueueStatus.of(connection, queue));
          }
          return all.build().toString();
        });
  }

  @Override
  public String inspect(String queue, int limit) {
    if (limit < 1 || limit > MOST_MESSAGES) {
      throw new IllegalArgumentException("limit must be from 1 to " + MOST_MESSAGES);
    }
    boolean dead = isDeadLetterQueue(queue);
    return with(connection -> look(connection, queue, limit, dead));
  }

  /**
   * Closing the channel gives everything back, in its order, which counts as a return of each. What
   * came back so often that the broker would soon give it up is put back as new, behind the others.
   */
  private static String look(Connection connection, String queue, int limit, boolean dead)
      throws IOException, TimeoutException, InterruptedException {
    JsonArrayBuilder found = Json.createArrayBuilder();
    List<GetResponse> worn = new ArrayList<>();
    try (Channel channel = connection.createChannel()) {
      for (int i = 0; i < limit; i++) {
        GetResponse message = channel.basicGet(queue, false);
        if (message == null) {
          break;
        }
        found.add(QueueMessage.json(message));
        if (!dead && QueueMessage.returns(message) >= MOST_RETURNS) {
          worn.add(message);
        }
      }
      // only now, or the same look would see them again
      putBack(connection, channel, queue, worn);
    }
    return found.build().toString();
  }

  /** What dies on the way is in the queue twice, never gone. */
  private static void putBack(
      Connection connection, Channel source, String queue, List<GetResponse> worn)
      throws IOException, TimeoutException, InterruptedException {
    if (worn.isEmpty()) {
      return;
    }
    try (SureChannel target = new SureChannel(connection)) {
      for (GetResponse message : worn) {
        try {
          target.publish(
              WorkQueue.DEAD_LETTER_EXCHANGE,
              queue,
              Onward.of(message.getProps()),
              message.getBody());
        } catch (IOException e) {
          throw new IllegalStateException(worn(message), e);
        }
        source.basicAck(message.getEnvelope().getDeliveryTag(), false);
      }
    }
  }

  private static String worn(GetResponse message) {
    return "message "
        + message.getProps().getMessageId()
        + " was given back "
        + QueueMessage.returns(message)
        + " times, and the broker does not take it as new; at "
        + WorkQueue.DELIVERY_LIMIT
        + " the broker makes it a dead letter: nobody should look again";
  }

  @Override
  public String retry(String name, Optional<String> id) {
    WorkQueue queue = workQueue(name);
    long begun = System.nanoTime();
    DeadLetterRetry.Outcome outcome =
        with(
            connection ->
                DeadLetterRetry.run(
                    connection,
                    queue,
                    id,
                    () -> System.nanoTime() - begun > LONGEST_RETRY.toNanos()));
    if (outcome.retried() == 0 && id.isPresent()) {
      throw notFound(id.get(), queue, outcome.left());
    }
    return Json.createObjectBuilder()
        .add("retried", outcome.retried())
        .add("left", outcome.left())
        .build()
        .toString();
  }

  private static RuntimeException notFound(String id, WorkQueue queue, long left) {
    String none = "no dead letter " + id + " in " + queue.deadLetterQueue();
    return left == 0
        ? new NoSuchElementException(none)
        : new IllegalStateException(
            none
                + " but for the last "
                + left
                + ", for which the time did not suffice, nor will it: the others come first again."
                + " To retry all gets there");
  }

  @Override
  public int purge(String queue) {
    isDeadLetterQueue(queue);
    return with(
        connection -> {
          try (Channel channel = connection.createChannel()) {
            return channel.queuePurge(queue).getMessageCount();
          }
        });
  }

  @Override
  public void publish(String exchange, String key, String id, String body) {
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .contentType("application/json")
            .deliveryMode(PERSISTENT)
            .messageId(id)
            .build();
    with(
        connection -> {
          try (SureChannel channel = new SureChannel(connection)) {
            channel.publish(exchange, key, properties, body.getBytes(StandardCharsets.UTF_8));
            return id;
          }
        });
  }

  private boolean isDeadLetterQueue(String name) {
    if (settings.queues().queues().stream().anyMatch(queue -> queue.name().equals(name))) {
      return false;
    }
    if (settings.queues().queues().stream()
        .anyMatch(queue -> queue.deadLetterQueue().equals(name))) {
      return true;
    }
    throw unknown(name);
  }

  /** By its own name or its dead-letter queue's. */
  private WorkQueue workQueue(String name) {
    return settings.queues().queues().stream()
        .filter(queue -> queue.name().equals(name) || queue.deadLetterQueue().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private NoSuchElementException unknown(String name) {
    List<String> names = new ArrayList<>();
    settings.queues().queues().forEach(queue -> names.add(queue.name()));
    return new NoSuchElementException(
        "there is no queue '"
            + name
            + "'; there are "
            + String.join(", ", names)
            + ", and each with -dl behind its name");
  }

  private <T> T with(Task<T> task) {
    try (Connection connection = BrokerClient.connect(settings)) {
      return task.of(connection);
    } catch (IOException
        | TimeoutException
        | ShutdownSignalException // the broker died while it was asked
        | IllegalArgumentException e) { // no question of ours: the file of authorities, say
      throw new IllegalStateException(LinkFailure.describe(e, settings), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
