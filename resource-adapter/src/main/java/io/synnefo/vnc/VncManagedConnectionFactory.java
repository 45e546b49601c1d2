package io.synnefo.vnc;

import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import javax.security.auth.Subject;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to VNC authentication proxies. Which there are is read when the factory that
 * the application sees is made; the pool above bounds how many requests are under way at once.
 */
@ConnectionDefinition(
    connectionFactory = VncProxyConnectionFactory.class,
    connectionFactoryImpl = PooledVncProxies.class,
    connection = ProxyConnection.class,
    connectionImpl = ProxyHandle.class)
public class VncManagedConnectionFactory
    implements ManagedConnectionFactory, ValidatingManagedConnectionFactory {
  private static final long serialVersionUID = 1L;

  private transient @Nullable PrintWriter logWriter;

  /**
   * What the application sees.
   *
   * @throws ResourceException when the settings are wrong, naming all that are
   */
  @Override
  public Object createConnectionFactory(ConnectionManager connections) throws ResourceException {
    return new PooledVncProxies(this, connections, settings());
  }

  /** The same without a container, and so without a pool. */
  @Override
  public Object createConnectionFactory() throws ResourceException {
    return createConnectionFactory(new UnpooledConnections());
  }

  /** As they are now. */
  static VncProxySettings settings() throws ResourceException {
    try {
      ClassLoader loader = VncManagedConnectionFactory.class.getClassLoader();
      return VncSettingsReader.read(ConfigProvider.getConfig(loader));
    } catch (IllegalArgumentException e) {
      throw new ResourceException("settings of VNC proxies: " + e.getMessage(), e);
    }
  }

  /**
   * A connection for one request. There is none without: the daemon of 2011 dies when who connects
   * leaves without a word.
   */
  @Override
  public ManagedConnection createManagedConnection(
      @Nullable Subject subject, @Nullable ConnectionRequestInfo info) throws ResourceException {
    if (!(info instanceof ProxyCall call)) {
      throw new ResourceException("a VNC proxy is connected to for a request only");
    }
    try {
      return new VncManagedConnection(call, call.proxy().connect(call.deadline()));
    } catch (IOException e) {
      throw ProxyFault.unreachable(e);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public @Nullable ManagedConnection matchManagedConnections(
      Set connections, @Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
    for (Object connection : connections) {
      if (connection instanceof VncManagedConnection ours && ours.fits(info)) {
        return ours;
      }
    }
    return null;
  }

  /** Those that were asked already. */
  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public Set<ManagedConnection> getInvalidConnections(Set connections) {
    Set<ManagedConnection> invalid = new HashSet<>();
    for (Object connection : connections) {
      if (connection instanceof VncManagedConnection ours && ours.isUsed()) {
        invalid.add(ours);
      }
    }
    return invalid;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  /** All are the same: what they are told comes from the settings. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VncManagedConnectionFactory;
  }

  @Override
  public int hashCode() {
    return VncManagedConnectionFactory.class.hashCode();
  }
}
