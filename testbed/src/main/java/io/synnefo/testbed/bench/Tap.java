package io.synnefo.testbed.bench;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.InstanceEventCodec;
import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A plain consumer beside the application's: when did each final event of an instance arrive? */
final class Tap implements AutoCloseable {
  private static final int MOST = 10_000;
  private static final int PATIENCE_SECONDS = 30;

  /** A final event and when it was here. */
  record Arrival(long job, Instant at) {}

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>(MOST);
  private final Channel channel;
  private final String queue;

  /** From now on every event of the cloud comes here too. */
  Tap(Connection broker, String prefix, String instance, Clock clock) throws IOException {
    this.channel = broker.createChannel();
    this.queue = prefix + "-bench-tap";
    channel.queueDelete(queue); // what a killed run left
    channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
    channel.queueBind(queue, RoutingKeys.EXCHANGE, RoutingKeys.instanceEvent(prefix));
    channel.basicConsume(
        queue,
        true,
        new DefaultConsumer(channel) {
          @Override
          public void handleDelivery(
              String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            Instant now = clock.instant();
            InstanceEvent event = decode(body);
            if (event.instance().equals(instance) && event.status().isFinal()) {
              arrivals.add(new Arrival(event.jobId(), now));
            }
          }
        });
  }

  private static InstanceEvent decode(byte[] body) {
    try {
      return InstanceEventCodec.decode(body);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next final event. */
  Arrival next() throws InterruptedException, TimeoutException {
    Arrival arrival = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (arrival == null) {
      throw new TimeoutException("no final event in " + PATIENCE_SECONDS + " s");
    }
    return arrival;
  }

  @Override
  public void close() throws IOException, TimeoutException {
    channel.queueDelete(queue);
    channel.close();
  }
}
