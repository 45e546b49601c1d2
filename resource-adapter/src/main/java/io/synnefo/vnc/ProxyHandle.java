package io.synnefo.vnc;

import io.synnefo.wire.vnc.ControlReply;
import org.jspecify.annotations.Nullable;

/** What the application's side holds of a {@link VncManagedConnection}. */
final class ProxyHandle implements ProxyConnection {
  private volatile @Nullable VncManagedConnection connection;

  ProxyHandle(VncManagedConnection connection) {
    this.connection = connection;
  }

  @Override
  public ControlReply ask(byte[] request) throws ProxyFault {
    VncManagedConnection open = connection;
    if (open == null) {
      throw new ProxyFault("the connection is closed");
    }
    return open.ask(request);
  }

  @Override
  public void close() {
    VncManagedConnection open = connection;
    connection = null;
    if (open != null) {
      open.closed(this);
    }
  }

  /** It is another one's now, or nobody's. */
  void moveTo(@Nullable VncManagedConnection other) {
    connection = other;
  }
}
