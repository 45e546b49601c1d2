package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/** A socket, as it is. */
final class PlainStream implements Stream {
  private static final System.Logger LOG = System.getLogger(PlainStream.class.getName());
  private static final int KEEPALIVE_AFTER_SECONDS = 60;
  private static final int KEEPALIVE_EVERY_SECONDS = 15;
  private static final int KEEPALIVES = 4;

  private static final Actor NOBODY =
      new Actor() {
        @Override
        public void act() {}

        @Override
        public void abandon() {}
      };

  private final SocketChannel channel;
  private SelectionKey key;

  /** The channel is registered already, with that key. */
  PlainStream(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
  }

  /** Small updates go at once, and a peer whose machine is gone is noticed in two minutes. */
  static void setOptions(SocketChannel channel) throws IOException {
    Set<?> known = channel.supportedOptions();
    if (!known.contains(StandardSocketOptions.TCP_NODELAY)) {
      return; // a Unix socket
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (known.contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_AFTER_SECONDS);
      channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_EVERY_SECONDS);
      channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVES);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public void write(ByteBuffer... from) throws IOException {
    if (from.length == 1) {
      channel.write(from[0]);
    } else {
      channel.write(from);
    }
  }

  @Override
  public boolean flush() {
    return true; // the kernel has it
  }

  @Override
  public boolean holdsInput() {
    return false;
  }

  @Override
  public void end(End why) throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void want(boolean read, boolean write) {
    if (key.isValid()) {
      key.interestOps((read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0));
    }
  }

  @Override
  public void handTo(Actor actor) {
    key.attach(actor);
  }

  @Override
  public String peer() {
    try {
      return channel.getRemoteAddress() instanceof InetSocketAddress address
          ? address.getAddress().getHostAddress() + ":" + address.getPort()
          : "";
    } catch (IOException e) {
      return ""; // it is closed
    }
  }

  @Override
  public void leave() {
    key.cancel();
  }

  @Override
  public void join(Loop loop) throws IOException {
    key = loop.register(channel, 0, NOBODY);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a socket did not close well: " + e);
    }
  }
}
