package io.synnefo.amqp;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** A bean without transactions, as the server would give one: keeps what comes, or fails at it. */
final class TestBean implements MessageEndpointFactory {
  private static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<Message> came = new LinkedBlockingQueue<>();
  private volatile @Nullable RuntimeException failure;

  void failWith(@Nullable RuntimeException thrown) {
    failure = thrown;
  }

  /** The next message that came. */
  Message next() throws InterruptedException {
    Message message = came.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message within " + PATIENCE_SECONDS + " s");
    }
    return message;
  }

  int waiting() {
    return came.size();
  }

  private final class Endpoint implements MessageEndpoint, MessageListener {
    @Override
    public void onMessage(Message message) {
      came.add(message);
      RuntimeException thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
    }

    @Override
    public void beforeDelivery(Method method) {
      // no transaction begins
    }

    @Override
    public void afterDelivery() {
      // none ends
    }

    @Override
    public void release() {
      // another one is as good
    }
  }

  @Override
  public MessageEndpoint createEndpoint(@Nullable XAResource resource) {
    return new Endpoint();
  }

  @Override
  public MessageEndpoint createEndpoint(@Nullable XAResource resource, long timeout) {
    return new Endpoint();
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public String getActivationName() {
    return "test";
  }

  @Override
  public Class<?> getEndpointClass() {
    return Endpoint.class;
  }

  /** A text property, or null. */
  static @Nullable String property(Message message, String name) throws JMSException {
    return message.getStringProperty(name);
  }
}
