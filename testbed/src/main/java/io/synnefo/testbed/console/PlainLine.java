package io.synnefo.testbed.console;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A bare socket. */
public final class PlainLine implements Line {
  private static final int BUFFER = 256 << 10;

  private final SocketChannel channel;
  private final ByteBuffer found;

  /** Connected to that port on loopback; large buffers are for who reads much. */
  public PlainLine(int port, boolean much) throws IOException {
    this.channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    this.found = much ? ByteBuffer.allocateDirect(BUFFER) : ByteBuffer.allocate(1 << 10);
    found.limit(0);
  }

  @Override
  public void send(byte... bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  @Override
  public byte[] read(int count) throws IOException {
    byte[] all = new byte[count];
    int have = 0;
    while (have < count) {
      await();
      int part = Math.min(found.remaining(), count - have);
      found.get(all, have, part);
      have += part;
    }
    return all;
  }

  @Override
  public void skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      await();
      int part = (int) Math.min(found.remaining(), left);
      found.position(found.position() + part);
      left -= part;
    }
  }

  private void await() throws IOException {
    if (found.hasRemaining()) {
      return;
    }
    int read = channel.read(found.clear());
    found.flip();
    if (read < 0) {
      throw new EOFException("the other side closed");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
