package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the broker delivers to one session, one message at a time (its prefetch is one), before the
 * JMS client makes its own of it. The client fails at a header without a value, shows a part of the
 * properties only, and tells nobody when a session ends.
 */
final class Inbound implements Consumer {
  /** Whom to tell of what the JMS client keeps to itself. */
  interface Watcher {
    /** The session takes no more messages. */
    void ended(String why);

    /** The JMS client failed at a message before anybody had it. */
    void unreadable(Channel channel, GetResponse message, Exception why);
  }

  private final Watcher watcher;
  private final AtomicReference<@Nullable GetResponse> current = new AtomicReference<>();
  private volatile @Nullable Consumer client;
  private volatile boolean live;

  Inbound(Watcher watcher) {
    this.watcher = watcher;
  }

  /** From now on the JMS client's consumer gets what comes. */
  void serve(Consumer consumer) {
    client = consumer;
    live = true;
  }

  /** Whether messages can come. */
  boolean isLive() {
    return live;
  }

  /** The message that has come, for the one who asks first. */
  @Nullable GetResponse take() {
    return current.getAndSet(null);
  }

  /** The client's consumer threw. */
  void failed(Channel channel, Throwable why) {
    GetResponse unread = take();
    if (unread != null && why instanceof Exception exception) {
      watcher.unreadable(channel, unread, exception);
    } else {
      watcher.ended("a session of the JMS client failed: " + why);
    }
  }

  @Override
  public void handleDelivery(
      String consumerTag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
      throws IOException {
    current.set(new GetResponse(envelope, properties, body, 0));
    served().handleDelivery(consumerTag, envelope, withoutNulls(properties), body);
  }

  /** To JMS a property without a value is one that is not there. */
  private static AMQP.BasicProperties withoutNulls(AMQP.BasicProperties properties) {
    Map<String, Object> headers = properties.getHeaders();
    if (headers == null || headers.values().stream().allMatch(Objects::nonNull)) {
      return properties;
    }
    Map<String, Object> present = new HashMap<>(headers);
    present.values().removeIf(Objects::isNull);
    return properties.builder().headers(present).build();
  }

  @Override
  public void handleConsumeOk(String consumerTag) {
    served().handleConsumeOk(consumerTag);
  }

  @Override
  public void handleCancelOk(String consumerTag) {
    live = false;
    served().handleCancelOk(consumerTag);
  }

  @Override
  public void handleCancel(String consumerTag) throws IOException {
    live = false;
    watcher.ended("the broker cancelled a consumer: queue deleted?");
    served().handleCancel(consumerTag);
  }

  @Override
  public void handleShutdownSignal(String consumerTag, ShutdownSignalException signal) {
    live = false;
    watcher.ended("a session ended: " + signal.getMessage());
    served().handleShutdownSignal(consumerTag, signal);
  }

  @Override
  public void handleRecoverOk(String consumerTag) {
    served().handleRecoverOk(consumerTag);
  }

  private Consumer served() {
    return Objects.requireNonNull(client, "nothing comes before somebody consumes");
  }
}
