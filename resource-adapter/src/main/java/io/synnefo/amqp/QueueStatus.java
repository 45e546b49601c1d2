package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.synnefo.wire.queue.ConsumerMXBean;
import io.synnefo.wire.queue.WorkQueue;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeoutException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** How a queue stands in the broker, and its consumers in this instance. */
final class QueueStatus {
  private QueueStatus() {}

  static JsonObject of(Connection connection, WorkQueue queue)
      throws IOException, TimeoutException {
    AMQP.Queue.DeclareOk work = ask(connection, queue.name());
    AMQP.Queue.DeclareOk dead = ask(connection, queue.deadLetterQueue());
    JsonObjectBuilder status = Json.createObjectBuilder().add("name", queue.name());
    QueueMessage.put(status, "handler", queue.handler());
    QueueMessage.put(status, "messages", work == null ? null : work.getMessageCount());
    QueueMessage.put(status, "consumers", work == null ? null : work.getConsumerCount());
    QueueMessage.put(status, "dead_letters", dead == null ? null : dead.getMessageCount());
    QueueMessage.put(status, "state", state(queue.name()));
    return status.build();
  }

  /** Null for a queue that is not there; asking closes the channel then. */
  private static AMQP.Queue.@Nullable DeclareOk ask(Connection connection, String queue)
      throws IOException, TimeoutException {
    Channel channel = connection.createChannel();
    try {
      return channel.queueDeclarePassive(queue);
    } catch (IOException e) {
      if (e.getCause() instanceof ShutdownSignalException signal
          && signal.getReason() instanceof AMQP.Channel.Close close
          && close.getReplyCode() == AMQP.NOT_FOUND) {
        return null;
      }
      throw e;
    } finally {
      if (channel.isOpen()) {
        channel.close();
      }
    }
  }

  private static @Nullable String state(String queue) {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(ObjectName.getInstance(ConsumerMXBean.NAME + queue), "State");
    } catch (JMException e) {
      return null;
    }
  }
}
