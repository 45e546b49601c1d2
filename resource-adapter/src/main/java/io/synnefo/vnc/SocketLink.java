package io.synnefo.vnc;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The way through a Unix socket. The channel does not block: a blocking one knows no time-out. */
final class SocketLink implements ControlLink {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final String LATER = "temporarily unavailable"; // the system's own words

  private final SocketChannel channel;
  private final Selector selector;

  private SocketLink(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  /**
   * Connects. A proxy of 2011 has a queue of one: while that is full, the system says "later" at
   * once, and it is tried again.
   */
  static SocketLink connect(Path socket, Deadline deadline) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.configureBlocking(false);
        if (channel.connect(address)) {
          Selector selector = Selector.open();
          channel.register(selector, SelectionKey.OP_READ);
          return new SocketLink(channel, selector);
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        if (!String.valueOf(e.getMessage()).contains(LATER)) {
          throw e;
        }
      }
      channel.close();
      deadline.millis(); // ends the loop
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  @Override
  public void send(byte[] request) throws IOException {
    if (channel.write(ByteBuffer.wrap(request)) < request.length) {
      throw new IOException("the request was not taken at once");
    }
  }

  @Override
  public int read(byte[] into, Deadline deadline) throws IOException {
    while (true) {
      int count = channel.read(ByteBuffer.wrap(into));
      if (count != 0) {
        return count;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new SocketTimeoutException("interrupted"); // the selector would not wait any more
      }
      selector.select(deadline.millis());
      selector.selectedKeys().clear();
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }
}
