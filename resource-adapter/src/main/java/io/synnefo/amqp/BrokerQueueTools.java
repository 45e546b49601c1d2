package io.synnefo.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import io.synnefo.wire.queue.QueueTools;
import io.synnefo.wire.queue.WorkQueue;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** The operator's tools, each over a connection of its own that ends with the answer. */
final class BrokerQueueTools implements QueueTools {
  /** At {@link WorkQueue#DELIVERY_LIMIT} the broker gives a message up; a look counts as one. */
  private static final int MOST_RETURNS = WorkQueue.DELIVERY_LIMIT - 10;

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

  /** Closing the channel gives everything back, in its order. */
  private static String look(Connection connection, String queue, int limit, boolean dead)
      throws IOException, TimeoutException {
    JsonArrayBuilder found = Json.createArrayBuilder();
    try (Channel channel = connection.createChannel()) {
      for (int i = 0; i < limit; i++) {
        GetResponse message = channel.basicGet(queue, false);
        if (message == null) {
          break;
        }
        if (!dead && QueueMessage.returns(message) >= MOST_RETURNS) {
          throw new IllegalStateException(
              "message "
                  + message.getProps().getMessageId()
                  + " was given back "
                  + QueueMessage.returns(message)
                  + " times; at "
                  + WorkQueue.DELIVERY_LIMIT
                  + " the broker makes it a dead letter: nobody should look again");
        }
        found.add(QueueMessage.json(message));
      }
    }
    return found.build().toString();
  }

  @Override
  public int retry(String name, Optional<String> id) {
    WorkQueue queue = workQueue(name);
    int retried = with(connection -> DeadLetterRetry.run(connection, queue, id));
    if (retried == 0 && id.isPresent()) {
      throw new NoSuchElementException(
          "no dead letter " + id.get() + " in " + queue.deadLetterQueue());
    }
    return retried;
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
