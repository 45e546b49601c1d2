package io.synnefo.vncauthproxy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * TLS over a socket, as the server. The handshake goes on whenever something is read or written;
 * who never makes his part of it holds up nobody but himself.
 */
final class TlsStream implements Stream {
  private static final int CLOSING = 4; // most records that an engine ends with
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Stream net;
  private final SSLEngine engine;
  private BufferPool pool;
  private @Nullable ByteBuffer arrived; // encrypted, from position 0 to position
  private @Nullable ByteBuffer plain; // decrypted, from position to limit
  private @Nullable ByteBuffer leaving; // encrypted, from position to limit
  private boolean netEnded;
  private boolean closing;

  TlsStream(Stream net, SSLEngine engine, BufferPool pool) {
    this.net = net;
    this.engine = engine;
    this.pool = pool;
    engine.setUseClientMode(false);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (plain == null) {
      if (engine.isInboundDone()) {
        return -1;
      }
      if (!isShaken()) {
        return 0;
      }
      Status status = unwrap();
      if (status == Status.CLOSED || (status == Status.BUFFER_UNDERFLOW && netEnded)) {
        return -1;
      }
      if (status == Status.BUFFER_UNDERFLOW) {
        return 0;
      }
    }
    return takePlain(plain, into);
  }

  private int takePlain(ByteBuffer from, ByteBuffer into) {
    int count = Math.min(from.remaining(), into.remaining());
    into.put(from.slice(from.position(), count));
    from.position(from.position() + count);
    if (!from.hasRemaining()) {
      pool.give(from);
      plain = null;
    }
    return count;
  }

  /** Whether the handshake is done, after as much of it as can be done now. */
  private boolean isShaken() throws IOException {
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        // milliseconds of arithmetic; nothing in it waits
        for (Runnable task = engine.getDelegatedTask();
            task != null;
            task = engine.getDelegatedTask()) {
          task.run();
        }
      } else if (status == HandshakeStatus.NEED_WRAP) {
        if (!flushNet() || wrap(NOTHING) == Status.CLOSED) {
          return false;
        }
      } else if (status == HandshakeStatus.NEED_UNWRAP) {
        Status read = unwrap();
        if (read == Status.CLOSED || (read == Status.BUFFER_UNDERFLOW && netEnded)) {
          throw new EOFException("the peer left amid the TLS handshake");
        }
        if (read != Status.OK) {
          return false;
        }
      } else {
        return true;
      }
    }
  }

  /** Decrypts one record, for which it reads if it must. */
  private Status unwrap() throws IOException {
    ByteBuffer in = arrived == null ? pool.take() : arrived;
    arrived = in;
    ByteBuffer out = plain == null ? pool.take() : plain.compact();
    try {
      SSLEngineResult result = unwrap(in, out);
      while (result.getStatus() == Status.BUFFER_UNDERFLOW && fill(in)) {
        result = unwrap(in, out);
      }
      return result.getStatus();
    } finally {
      if (in.position() == 0) {
        pool.give(in);
        arrived = null;
      }
      out.flip();
      plain = out.hasRemaining() ? out : null;
      if (plain == null) {
        pool.give(out);
      }
    }
  }

  private SSLEngineResult unwrap(ByteBuffer in, ByteBuffer out) throws IOException {
    in.flip();
    try {
      return engine.unwrap(in, out);
    } finally {
      in.compact();
    }
  }

  private boolean fill(ByteBuffer in) throws IOException {
    int read = netEnded ? -1 : net.read(in);
    netEnded = read < 0;
    return read > 0;
  }

  private Status wrap(ByteBuffer... from) throws IOException {
    ByteBuffer out = pool.take();
    SSLEngineResult result;
    try {
      result = engine.wrap(from, out);
    } finally {
      leaving = out.flip();
    }
    flushNet();
    return result.getStatus();
  }

  /** Whether all that is encrypted is on its way. */
  private boolean flushNet() throws IOException {
    ByteBuffer out = leaving;
    if (out == null) {
      return true;
    }
    if (out.hasRemaining()) {
      net.write(out);
    }
    if (out.hasRemaining()) {
      return false;
    }
    pool.give(out);
    leaving = null;
    return true;
  }

  @Override
  public void write(ByteBuffer... from) throws IOException {
    if (!isShaken()) {
      return;
    }
    while (hasRemaining(from) && flushNet()) {
      if (wrap(from) == Status.CLOSED) {
        throw new EOFException("the peer closed its TLS connection");
      }
    }
  }

  private static boolean hasRemaining(ByteBuffer... buffers) {
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean flush() throws IOException {
    boolean flushed = flushNet();
    for (int n = 0; flushed && closing && !engine.isOutboundDone() && n < CLOSING; n++) {
      wrap(NOTHING);
      flushed = flushNet();
    }
    if (flushed && closing) {
      closing = false;
      net.end(End.NORMAL);
    }
    return flushed;
  }

  @Override
  public boolean holdsInput() {
    return plain != null || arrived != null;
  }

  @Override
  public void end(End why) throws IOException {
    engine.closeOutbound();
    closing = true;
    flush();
  }

  @Override
  public void want(boolean read, boolean write) {
    net.want(read, write || leaving != null);
  }

  @Override
  public void handTo(Actor actor) {
    net.handTo(actor);
  }

  @Override
  public String peer() {
    return net.peer();
  }

  @Override
  public void leave() {
    net.leave();
  }

  /** What it holds goes with it, and is given to the new loop's pool in the end. */
  @Override
  public void join(Loop loop) throws IOException {
    pool = loop.buffers();
    net.join(loop);
  }

  @Override
  public void close() {
    net.close();
    for (ByteBuffer held : new ByteBuffer[] {arrived, plain, leaving}) {
      if (held != null) {
        pool.give(held);
      }
    }
    arrived = null;
    plain = null;
    leaving = null;
  }
}
