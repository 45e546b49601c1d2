package io.synnefo.amqp;

import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a message-driven bean asks for: the logical name of its queue, and optionally what is bound
 * to it. The real name is {@code <prefix>-<queue>}; {@code {prefix}} in a routing key is replaced.
 */
@Activation(messageListeners = MessageListener.class)
public class RabbitActivationSpec implements ActivationSpec, Serializable {
  private static final long serialVersionUID = 1L;

  private transient @Nullable ResourceAdapter resourceAdapter;
  @ConfigProperty private String queue = "";
  @ConfigProperty private String exchange = "ganeti";
  @ConfigProperty private String routingKey = "";
  @ConfigProperty private Integer maxSession = 0;

  /** Logical queue name, required. */
  public String getQueue() {
    return queue;
  }

  /** Sets the logical queue name. */
  public void setQueue(String queue) {
    this.queue = queue;
  }

  /** Topic exchange that feeds the queue. */
  public String getExchange() {
    return exchange;
  }

  /** Sets the topic exchange. */
  public void setExchange(String exchange) {
    this.exchange = exchange;
  }

  /** Key that binds the queue to the exchange; empty means no binding. */
  public String getRoutingKey() {
    return routingKey;
  }

  /** Sets the binding key. */
  public void setRoutingKey(String routingKey) {
    this.routingKey = routingKey;
  }

  /** Messages handled at a time; 0 means the setting of the adapter. */
  public Integer getMaxSession() {
    return maxSession;
  }

  /** Sets the number of messages handled at a time. */
  public void setMaxSession(Integer maxSession) {
    this.maxSession = maxSession;
  }

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
    this.resourceAdapter = adapter;
  }

  @Override
  public void validate() throws InvalidPropertyException {
    if (!queue.matches("[a-z0-9][a-z0-9-]{0,60}")) {
      throw new InvalidPropertyException("queue '" + queue + "' is not a logical queue name");
    }
    if (maxSession < 0 || maxSession > 999) {
      throw new InvalidPropertyException("maxSession " + maxSession + " is not 0 to 999");
    }
  }
}
