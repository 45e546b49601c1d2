package io.synnefo.testbed.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A VNC server without a password and without a picture. After the handshake and ClientInit it is
 * told in eight bytes how many it is to send; told 0, it rests.
 */
public final class VncSource implements AutoCloseable {
  private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER = 256 << 10;
  private static final int BACKLOG = 1024;

  private final ServerSocketChannel server;
  private final List<SocketChannel> open = new ArrayList<>();

  /** It listens at a port of its own on loopback. */
  public VncSource() throws IOException {
    this.server =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    start("source", this::accept);
  }

  public int port() {
    return server.socket().getLocalPort();
  }

  private static void start(String name, Runnable what) {
    Thread thread = new Thread(what, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel viewer = server.accept();
        synchronized (open) {
          open.add(viewer);
        }
        start("source of " + viewer, () -> serve(viewer));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(SocketChannel viewer) {
    try {
      say(viewer, VERSION);
      hear(viewer, VERSION.length);
      say(viewer, (byte) 1, (byte) 1);
      hear(viewer, 1);
      say(viewer, new byte[Integer.BYTES]);
      hear(viewer, 1);
      long count = hear(viewer, Long.BYTES).getLong();
      ByteBuffer zeros = ByteBuffer.allocateDirect(count == 0 ? 0 : BUFFER);
      while (count > 0) {
        zeros.clear().limit((int) Math.min(BUFFER, count));
        count -= viewer.write(zeros);
      }
    } catch (IOException e) {
      forget(viewer); // who measures sees it, too
    }
  }

  private static void say(SocketChannel viewer, byte... bytes) throws IOException {
    viewer.write(ByteBuffer.wrap(bytes));
  }

  private static ByteBuffer hear(SocketChannel viewer, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (viewer.read(bytes) < 0) {
        throw new IOException("the viewer left");
      }
    }
    return bytes.flip();
  }

  private void forget(SocketChannel viewer) {
    try {
      viewer.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    synchronized (open) {
      open.remove(viewer);
    }
  }

  /** Nobody is served any more. */
  @Override
  public void close() throws IOException {
    server.close();
    synchronized (open) {
      for (SocketChannel viewer : open) {
        viewer.close();
      }
    }
  }
}
