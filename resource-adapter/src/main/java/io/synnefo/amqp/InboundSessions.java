package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.observation.ObservationCollector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The AMQP client's way to stand between it and the JMS client's consumers. */
final class InboundSessions implements ObservationCollector {
  private final List<Inbound> all = new CopyOnWriteArrayList<>();
  private volatile @Nullable Inbound next;

  /** The next consumer gets its messages through this one; one after the other. */
  void expect(Inbound inbound) {
    next = inbound;
  }

  /** Sessions that messages can come to. */
  int live() {
    return (int) all.stream().filter(Inbound::isLive).count();
  }

  @Override
  public Consumer basicConsume(String queue, String consumerTag, Consumer consumer) {
    Inbound inbound = next;
    if (inbound == null) {
      return consumer;
    }
    next = null;
    inbound.serve(consumer);
    all.add(inbound);
    return inbound;
  }

  @Override
  public void publish(
      PublishCall call,
      AMQP.Basic.Publish publish,
      AMQP.BasicProperties properties,
      ByteBuffer body,
      ConnectionInfo connection)
      throws IOException {
    call.publish(properties);
  }

  @Override
  public GetResponse basicGet(BasicGetCall call, String queue) {
    return call.get();
  }
}
