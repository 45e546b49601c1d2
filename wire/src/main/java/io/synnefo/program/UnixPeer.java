package io.synnefo.program;

import java.io.ByteArrayOutputStream;
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

/** The other side of a Unix socket: whatever is asked of it ends in time. Used by one thread. */
public final class UnixPeer implements AutoCloseable {
  private final SocketChannel channel;
  private final Selector selector;
  private final long end;

  private UnixPeer(SocketChannel channel, Selector selector, Duration limit) {
    this.channel = channel;
    this.selector = selector;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /**
   * Connected; all that follows, closing aside, ends within the limit.
   *
   * @throws IOException also when the other side has no place left for who waits
   */
  public static UnixPeer connect(Path socket, Duration limit) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      // at once or not at all: no network is behind it, but a full queue of one that is stopped
      if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
        throw new IOException("it takes no more connections");
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return of(channel, limit);
  }

  /** The same of a channel that is connected; it is closed with the peer. */
  public static UnixPeer of(SocketChannel channel, Duration limit) throws IOException {
    try {
      channel.configureBlocking(false);
      return new UnixPeer(channel, channel.provider().openSelector(), limit);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** All of it is written. */
  public void write(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      if (channel.write(left) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  /**
   * What comes before that byte, or before the end.
   *
   * @param last the byte; -1, which is in no UTF-8: all up to the end
   * @throws IOException also when it is longer than the limit
   */
  public byte[] readUntil(int last, int maxBytes) throws IOException {
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer.clear())) {
      if (read == 0) {
        await(SelectionKey.OP_READ);
        continue;
      }
      for (buffer.flip(); buffer.hasRemaining(); ) {
        byte next = buffer.get();
        if (next == last) {
          return found.toByteArray();
        }
        found.write(next);
      }
      if (found.size() > maxBytes) {
        throw new IOException("more than " + maxBytes + " bytes");
      }
    }
    return found.toByteArray();
  }

  private void await(int operation) throws IOException {
    long millis = (end - System.nanoTime()) / 1_000_000;
    if (millis > 0) {
      channel.register(selector, operation);
      selector.selectedKeys().clear();
      selector.select(millis);
    } else {
      throw new SocketTimeoutException("no answer in time");
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }
}
