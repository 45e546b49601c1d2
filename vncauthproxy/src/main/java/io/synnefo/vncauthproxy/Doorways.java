package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens ports for viewers. */
final class Doorways {
  private static final int TRIES = 128; // ports that others hold, one after the other
  private static final int BACKLOG = 16;

  private final PortPool pool;
  private final ProxySettings.Viewers settings;

  /** A port that listens; it is the pool's, and is to be given back. */
  record Open(ServerSocketChannel listening, int port) {}

  Doorways(PortPool pool, ProxySettings.Viewers settings) {
    this.pool = pool;
    this.settings = settings;
  }

  /**
   * The port that is asked for, or, with 0, the next of the pool that nobody else has.
   *
   * @throws BadRequestException when there is none
   */
  Open open(int asked) throws BadRequestException {
    return asked == 0 ? any() : certain(asked);
  }

  private Open certain(int port) throws BadRequestException {
    if (!pool.take(port)) {
      throw new BadRequestException("Port " + port + " is another console's");
    }
    ServerSocketChannel listening = listen(port);
    if (listening == null) {
      pool.giveBack(port);
      throw new BadRequestException("Port " + port + " cannot be listened at");
    }
    return new Open(listening, port);
  }

  private Open any() throws BadRequestException {
    List<Integer> busy = new ArrayList<>();
    try {
      for (int n = 0; n < TRIES; n++) {
        Optional<Integer> port = pool.take();
        if (port.isEmpty()) {
          break;
        }
        ServerSocketChannel listening = listen(port.get());
        if (listening != null) {
          return new Open(listening, port.get());
        }
        busy.add(port.get());
      }
    } finally {
      busy.forEach(pool::giveBack); // not before: else they were tried again and again
    }
    throw new BadRequestException("No port is free");
  }

  private @Nullable ServerSocketChannel listen(int port) {
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open();
      InetSocketAddress address =
          settings.listen().isEmpty()
              ? new InetSocketAddress(port)
              : new InetSocketAddress(settings.listen().get(), port);
      return channel.bind(address, BACKLOG);
    } catch (IOException e) {
      close(channel);
      return null;
    }
  }

  private static void close(@Nullable ServerSocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("a port that was never opened cannot be closed", e);
    }
  }
}
