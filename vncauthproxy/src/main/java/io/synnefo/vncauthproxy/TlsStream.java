package io.synnefo.vncauthproxy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * TLS over a socket, as the server. The handshake goes on whenever something is read or written;
 * who never makes his part of it holds up nobody but himself.
 */
final class TlsStream implements Stream {
  private static final int CLOSING = 4; // most records that an engine ends with

  /**
   * Most records in a row without data, as alerts and new keys are: as OpenSSL's most. The engine
   * takes them without end, and nobody else would have his turn.
   */
  private static final int MOST_IDLE = 32;

  private final Stream net;
  private final SSLEngine engine;
  private TlsRoom room;
  private ByteBuffer arrived = TlsRoom.NOTHING; // encrypted, less than a record
  private ByteBuffer plain = TlsRoom.NOTHING; // decrypted
  private ByteBuffer leaving = TlsRoom.NOTHING; // encrypted, what is left of a record
  private boolean netEnded;
  private boolean closing;
  private int idle; // records since the last one with data

  TlsStream(Stream net, SSLEngine engine, TlsRoom room) {
    this.net = net;
    this.engine = engine;
    this.room = room;
    engine.setUseClientMode(false);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!plain.hasRemaining()) {
      if (engine.isInboundDone()) {
        return -1;
      }
      boolean shaken = isShaken();
      if (plain.hasRemaining()) {
        break; // it came amid a handshake
      }
      if (!shaken) {
        return 0;
      }
      int before = into.position();
      Status status = into.remaining() >= TlsRoom.RECORD ? unwrap(into) : unwrap();
      if (into.position() > before) {
        return into.position() - before;
      }
      if (status == Status.CLOSED || (status == Status.BUFFER_UNDERFLOW && netEnded)) {
        return -1;
      }
      if (status == Status.BUFFER_UNDERFLOW) {
        return 0;
      }
    }
    return takePlain(into);
  }

  private int takePlain(ByteBuffer into) {
    int count = Math.min(plain.remaining(), into.remaining());
    into.put(plain.slice(plain.position(), count));
    plain.position(plain.position() + count);
    if (!plain.hasRemaining()) {
      plain = TlsRoom.NOTHING;
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
        if (!flushNet() || wrap(TlsRoom.NOTHING) == Status.CLOSED) {
          return false;
        }
      } else if (status == HandshakeStatus.NEED_UNWRAP) {
        if (plain.hasRemaining()) {
          return false; // that is taken first
        }
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

  /** Decrypts one record, for which it reads if it must; what was in it is kept. */
  private Status unwrap() throws IOException {
    ByteBuffer out = room.out();
    try {
      return unwrap(out);
    } finally {
      plain = TlsRoom.rest(out.flip());
    }
  }

  private Status unwrap(ByteBuffer out) throws IOException {
    ByteBuffer in = room.in().put(arrived);
    arrived = TlsRoom.NOTHING;
    try {
      Status status = unwrap(in, out);
      while (status == Status.BUFFER_UNDERFLOW && fill(in)) {
        status = unwrap(in, out);
      }
      if (status == Status.BUFFER_OVERFLOW
          || (status == Status.BUFFER_UNDERFLOW && !in.hasRemaining())) {
        throw new SSLException("a TLS record is longer than one may be");
      }
      return status;
    } finally {
      arrived = TlsRoom.rest(in.flip());
    }
  }

  private Status unwrap(ByteBuffer in, ByteBuffer out) throws IOException {
    in.flip();
    try {
      SSLEngineResult result = engine.unwrap(in, out);
      idle = result.bytesProduced() > 0 ? 0 : result.bytesConsumed() > 0 ? idle + 1 : idle;
      if (idle > MOST_IDLE) {
        throw new SSLException("more than " + MOST_IDLE + " TLS records in a row without data");
      }
      return result.getStatus();
    } finally {
      in.compact();
    }
  }

  private boolean fill(ByteBuffer in) throws IOException {
    int read = netEnded ? -1 : net.read(in);
    netEnded = read < 0;
    return read > 0;
  }

  /** Nothing is leaving when it is called. */
  private Status wrap(ByteBuffer... from) throws IOException {
    ByteBuffer out = room.out();
    Status status = engine.wrap(from, out).getStatus();
    out.flip();
    if (out.hasRemaining()) {
      net.write(out);
    }
    leaving = TlsRoom.rest(out);
    return status;
  }

  /** Whether all that is encrypted is on its way. */
  private boolean flushNet() throws IOException {
    if (leaving.hasRemaining()) {
      net.write(leaving);
    }
    if (leaving.hasRemaining()) {
      return false;
    }
    leaving = TlsRoom.NOTHING;
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
      wrap(TlsRoom.NOTHING);
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
    return plain.hasRemaining() || arrived.hasRemaining();
  }

  @Override
  public void end(End why) throws IOException {
    engine.closeOutbound();
    closing = true;
    flush();
  }

  @Override
  public void want(boolean read, boolean write) {
    net.want(read, write || leaving.hasRemaining());
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

  /** What it holds goes with it. */
  @Override
  public void join(Loop loop) throws IOException {
    room = loop.tlsRoom();
    net.join(loop);
  }

  @Override
  public void close() {
    net.close();
    arrived = TlsRoom.NOTHING;
    plain = TlsRoom.NOTHING;
    leaving = TlsRoom.NOTHING;
  }
}
