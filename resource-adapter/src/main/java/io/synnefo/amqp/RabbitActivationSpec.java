package io.synnefo.amqp;

import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A message-driven bean asks for nothing but to be the one that handles: which queues there are is
 * for the queue configuration to say, and the destination of a message tells its queue.
 */
@Activation(messageListeners = MessageListener.class)
public class RabbitActivationSpec implements ActivationSpec, Serializable {
  private static final long serialVersionUID = 1L;

  private transient @Nullable ResourceAdapter resourceAdapter;

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
    this.resourceAdapter = adapter;
  }

  @Override
  public void validate() {
    // there is nothing that could be wrong
  }
}
