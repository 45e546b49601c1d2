package io.synnefo.testbed.bench;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.synnefo.wire.ganeti.InstanceEventCodec;
import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/**
 * What a dispatcher costs that is nothing but a client of the broker and one of the database:
 * threads, prefetch, kind of queue and transactions are those of the application.
 */
final class BareLoop implements AutoCloseable {
  static final int THREADS = 4;
  private static final String NAME = "bench";

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<BareTransaction> transactions = new ArrayList<>();
  private final Connection broker;
  private final Channel first;
  private final String queue;

  /** Takes what comes with {@link #routingKey} from now on. */
  BareLoop(Cloud cloud, Clock clock) throws IOException, TimeoutException, SQLException {
    this.broker = cloud.broker(threads);
    this.first = broker.createChannel();
    this.queue = cloud.value("PREFIX") + "-bench-bare";
    first.queueDelete(queue); // what a killed run left
    first.queueDeclare(queue, true, false, false, arguments());
    first.queueBind(queue, RoutingKeys.EXCHANGE, routingKey());
    for (int i = 0; i < THREADS; i++) {
      BareTransaction transaction = new BareTransaction(cloud.database(), clock);
      transactions.add(transaction);
      Channel channel = broker.createChannel();
      channel.basicQos(1);
      channel.basicConsume(queue, false, new Consumer(channel, transaction));
    }
  }

  /** What events must carry to come here and not to the application. */
  String routingKey() {
    return RoutingKeys.instanceEvent(NAME);
  }

  /** Those of the application's queue that cost something. */
  private static Map<String, Object> arguments() {
    return Map.of(
        "x-queue-type",
        "quorum",
        "x-delivery-limit",
        50,
        "x-overflow",
        "reject-publish",
        "x-max-length",
        1_000_000);
  }

  private static final class Consumer extends DefaultConsumer {
    private final BareTransaction transaction;

    Consumer(Channel channel, BareTransaction transaction) {
      super(channel);
      this.transaction = transaction;
    }

    @Override
    public void handleDelivery(
        String tag, Envelope envelope, BasicProperties properties, byte[] body) throws IOException {
      try {
        transaction.apply(InstanceEventCodec.decode(body));
      } catch (SQLException | MalformedMessageException e) {
        throw new IOException("the bare loop failed", e);
      }
      getChannel().basicAck(envelope.getDeliveryTag(), false);
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    first.queueDelete(queue);
    broker.close();
    threads.shutdown();
    for (BareTransaction transaction : transactions) {
      transaction.close();
    }
  }
}
