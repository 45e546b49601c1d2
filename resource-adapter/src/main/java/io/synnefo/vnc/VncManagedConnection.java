package io.synnefo.vnc;

import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.vnc.ControlCodec;
import io.synnefo.wire.vnc.ControlReply;
import io.synnefo.wire.vnc.ObjectEnd;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a proxy, for one request: the genuine daemon answers one and closes. When its
 * handle is closed after that, the pool is told of an error, which is the only way to have it
 * destroy the connection instead of keeping it.
 */
final class VncManagedConnection implements ManagedConnection {
  private static final int CHUNK = 4096;

  private final ProxyCall call;
  private final ControlLink link;
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean used = new AtomicBoolean();
  private volatile @Nullable ProxyHandle handle;
  private volatile @Nullable PrintWriter logWriter;

  VncManagedConnection(ProxyCall call, ControlLink link) {
    this.call = call;
    this.link = link;
  }

  /** Whether it has not been asked yet and goes to that proxy. */
  boolean fits(@Nullable ConnectionRequestInfo wanted) {
    return !isUsed() && call.equals(wanted);
  }

  boolean isUsed() {
    return used.get();
  }

  ControlReply ask(byte[] request) throws ProxyFault {
    if (used.getAndSet(true)) {
      throw new ProxyFault("a connection is for one request");
    }
    try {
      // even when the time is over: the daemon of 2011 dies when it is told nothing
      link.send(request);
      return ControlCodec.decodeReply(answer());
    } catch (IOException e) {
      throw ProxyFault.unanswered(e);
    } catch (MalformedMessageException e) {
      throw new ProxyFault("its answer is none of a VNC proxy's: " + e.getMessage());
    }
  }

  /** Up to the object's end: who answers may leave the connection open. */
  private byte[] answer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ObjectEnd end = new ObjectEnd();
    byte[] chunk = new byte[CHUNK];
    for (int count = read(chunk); count >= 0; count = read(chunk)) {
      for (int i = 0; i < count; i++) {
        answer.write(chunk[i]);
        if (end.isReachedBy(chunk[i])) {
          return answer.toByteArray();
        }
      }
      if (answer.size() > ControlCodec.MAX_REPLY) {
        throw new IOException("its answer has no end");
      }
    }
    if (answer.size() == 0) {
      throw new EOFException();
    }
    return answer.toByteArray();
  }

  private int read(byte[] chunk) throws IOException {
    return link.read(chunk, call.deadline());
  }

  @Override
  public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
    ProxyHandle fresh = new ProxyHandle(this);
    handle = fresh;
    return fresh;
  }

  @Override
  public void associateConnection(Object connection) throws ResourceException {
    if (!(connection instanceof ProxyHandle other)) {
      throw new ResourceException("no connection of this adapter");
    }
    other.moveTo(this);
    handle = other;
  }

  /** The handle is closed by who has it. */
  void closed(ProxyHandle by) {
    handle = null;
    int id =
        isUsed() ? ConnectionEvent.CONNECTION_ERROR_OCCURRED : ConnectionEvent.CONNECTION_CLOSED;
    ConnectionEvent event = new ConnectionEvent(this, id);
    event.setConnectionHandle(by);
    for (ConnectionEventListener listener : listeners) {
      if (id == ConnectionEvent.CONNECTION_CLOSED) {
        listener.connectionClosed(event);
      } else {
        listener.connectionErrorOccurred(event);
      }
    }
  }

  @Override
  public void cleanup() {
    ProxyHandle open = handle;
    handle = null;
    if (open != null) {
      open.moveTo(null);
    }
  }

  @Override
  public void destroy() throws ResourceException {
    cleanup();
    try {
      link.close();
    } catch (IOException e) {
      throw new ResourceException("the connection to " + call.proxy().name() + " is not closed", e);
    }
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public XAResource getXAResource() throws ResourceException {
    throw new NotSupportedException("a proxy knows no transactions");
  }

  @Override
  public LocalTransaction getLocalTransaction() throws ResourceException {
    throw new NotSupportedException("a proxy knows no transactions");
  }

  @Override
  public ManagedConnectionMetaData getMetaData() {
    return new VncConnectionMetaData(call.proxy());
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public String toString() {
    return "connection to VNC proxy " + call.proxy().name();
  }
}
