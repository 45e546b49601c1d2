package io.synnefo.eventd;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One connection whose channels confirm at once, and refuse what the broker's client refuses. */
final class ChannelsUnderTest implements Brokers {
  private static final int SHORT_STRING = 255;

  /** Ids of the messages that were published, in order. */
  final Queue<String> published = new ConcurrentLinkedQueue<>();

  /** So many channels are not given out. */
  final AtomicInteger refusals = new AtomicInteger();

  private final Connection connection =
      proxy(
          Connection.class,
          (self, method, args) ->
              switch (method.getName()) {
                case "isOpen" -> true;
                case "openChannel" -> openChannel();
                case "getPort" -> 0;
                default -> null;
              });
  private boolean checked;

  private Optional<Channel> openChannel() {
    if (!checked) {
      checked = true; // the first one only looks for the exchange
      return Optional.of(channel());
    }
    return refusals.getAndDecrement() > 0 ? Optional.empty() : Optional.of(channel());
  }

  private Channel channel() {
    AtomicLong sequence = new AtomicLong();
    Queue<ConfirmListener> listeners = new ConcurrentLinkedQueue<>();
    return proxy(
        Channel.class,
        (self, method, args) ->
            switch (method.getName()) {
              case "isOpen" -> true;
              case "getConnection" -> connection;
              case "getNextPublishSeqNo" -> sequence.incrementAndGet();
              case "addConfirmListener" -> listeners.add((ConfirmListener) args[0]);
              case "basicPublish" -> publish(args, sequence.get(), listeners.element());
              default -> null;
            });
  }

  private boolean publish(Object[] args, long sequence, ConfirmListener listener)
      throws IOException {
    String id = ((AMQP.BasicProperties) args[3]).getMessageId();
    if (id.getBytes(StandardCharsets.UTF_8).length > SHORT_STRING) {
      throw new IllegalArgumentException("Short string too long");
    }
    published.add(id);
    listener.handleAck(sequence, false);
    return true;
  }

  @Override
  public Connection connect() {
    return connection;
  }

  @Override
  public void avoidLast() {
    throw new IllegalStateException("there is no other one");
  }

  private static <T> T proxy(Class<T> type, InvocationHandler does) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, does));
  }
}
