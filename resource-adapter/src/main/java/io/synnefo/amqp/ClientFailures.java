package io.synnefo.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.ExceptionHandler;
import com.rabbitmq.client.TopologyRecoveryException;

/**
 * What fails in the client's own threads, where nobody would see it: the default closes the channel
 * and goes on without. Here it is said, and whoever hears it decides.
 */
final class ClientFailures implements ExceptionHandler {
  /** Hears what failed. */
  interface Listener {
    void failed(String why);
  }

  private final Listener listener;

  ClientFailures(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void handleConsumerException(
      Channel channel, Throwable exception, Consumer consumer, String tag, String method) {
    if (consumer instanceof Inbound inbound) {
      inbound.failed(channel, exception);
    } else {
      listener.failed("a consumer failed in " + method + ": " + exception);
    }
  }

  @Override
  public void handleUnexpectedConnectionDriverException(Connection connection, Throwable e) {
    listener.failed("the connection to the broker failed: " + e);
  }

  @Override
  public void handleReturnListenerException(Channel channel, Throwable e) {
    listener.failed("what the broker returned was not taken: " + e);
  }

  @Override
  public void handleConfirmListenerException(Channel channel, Throwable e) {
    listener.failed("what the broker confirmed was not taken: " + e);
  }

  @Override
  public void handleBlockedListenerException(Connection connection, Throwable e) {
    listener.failed("what the broker said of its load was not taken: " + e);
  }

  @Override
  public void handleConnectionRecoveryException(Connection connection, Throwable e) {
    listener.failed("the connection was not repaired: " + e);
  }

  @Override
  public void handleChannelRecoveryException(Channel channel, Throwable e) {
    listener.failed("a channel was not repaired: " + e);
  }

  @Override
  public void handleTopologyRecoveryException(
      Connection connection, Channel channel, TopologyRecoveryException e) {
    listener.failed("queues were not repaired: " + e);
  }
}
