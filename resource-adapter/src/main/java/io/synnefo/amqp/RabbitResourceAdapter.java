package io.synnefo.amqp;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import javax.transaction.xa.XAResource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * RabbitMQ as a source of messages for message-driven beans. A message is acknowledged after the
 * bean's transaction has committed and in no other case (ADR 003).
 */
@Connector(
    displayName = "Synnefo RabbitMQ adapter",
    vendorName = "Synnefo",
    eisType = "RabbitMQ",
    version = "0.1")
public class RabbitResourceAdapter implements ResourceAdapter, Serializable {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(RabbitResourceAdapter.class.getName());
  private static final String DATA_SOURCE = "java:jboss/datasources/SynnefoDS";

  private transient ToolsSign tools = new ToolsSign();
  private transient @Nullable BootstrapContext context;
  private transient @Nullable BrokerSettings settings;
  private transient Map<MessageEndpointFactory, List<ActivationLoop>> activations =
      new ConcurrentHashMap<>();

  @Override
  public void start(BootstrapContext ctx) throws ResourceAdapterInternalException {
    activations = new ConcurrentHashMap<>();
    tools = new ToolsSign();
    context = ctx;
    try {
      ClassLoader loader = RabbitResourceAdapter.class.getClassLoader();
      settings = BrokerSettings.of(ConfigProvider.getConfig(loader));
    } catch (IllegalArgumentException e) {
      throw new ResourceAdapterInternalException("RabbitMQ settings: " + e.getMessage(), e);
    }
    tools.putUp(new BrokerQueueTools(settings));
    LOG.log(System.Logger.Level.INFO, "RabbitMQ adapter started: {0}", settings);
  }

  @Override
  public void stop() {
    tools.takeDown();
    activations.values().forEach(RabbitResourceAdapter::stop);
    activations.clear();
  }

  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {
    BootstrapContext ctx = context;
    BrokerSettings broker = settings;
    if (ctx == null || broker == null) {
      throw new ResourceException("the adapter is not started");
    }
    try {
      TopologyCheck.run(broker);
    } catch (IllegalStateException e) {
      throw new ResourceException(e.getMessage(), e);
    }
    List<ActivationLoop> loops =
        QueueSpec.of(broker).stream()
            .map(
                queue ->
                    new ActivationLoop(
                        ctx, broker, factory, queue, RabbitResourceAdapter::dataSource))
            .toList();
    activations.put(factory, loops);
    for (ActivationLoop loop : loops) {
      loop.start();
    }
  }

  @SuppressWarnings("BanJNDI") // a constant name of this server, no input of anybody
  private static DataSource dataSource() throws NamingException {
    return (DataSource) new InitialContext().lookup(DATA_SOURCE);
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    List<ActivationLoop> loops = activations.remove(factory);
    if (loops != null) {
      stop(loops);
    }
  }

  /** All are told first: each may take a while. */
  private static void stop(List<ActivationLoop> loops) {
    loops.forEach(ActivationLoop::tellToStop);
    loops.forEach(ActivationLoop::stop);
  }

  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
