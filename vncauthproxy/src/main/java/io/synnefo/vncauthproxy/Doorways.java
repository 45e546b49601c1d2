package io.synnefo.vncauthproxy;

import io.synnefo.program.Faults;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens ports for viewers. */
final class Doorways {
  private static final System.Logger LOG = System.getLogger(Doorways.class.getName());
  private static final int BACKLOG = 16;
  private static final int MOST_NEWCOMERS = 1024; // at the ports of all consoles

  final Newcomers<Upgrade> newcomers = new Newcomers<>(MOST_NEWCOMERS, Upgrade::makeRoom);

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
    boolean open = false;
    try {
      Open found = new Open(listen(port), port);
      open = true;
      return found;
    } catch (IOException e) {
      LOG.log(Level.INFO, "port " + port + " cannot be listened at: " + Faults.text(e));
      throw new BadRequestException("Port " + port + " cannot be listened at");
    } finally {
      if (!open) {
        pool.giveBack(port);
      }
    }
  }

  private Open any() throws BadRequestException {
    List<Integer> busy = new ArrayList<>();
    String why = "";
    try {
      Optional<Integer> port = pool.take();
      for (int n = 1; port.isPresent(); n++) {
        busy.add(port.get());
        try {
          Open found = new Open(listen(port.get()), port.get());
          busy.remove(port.get());
          return found;
        } catch (IOException e) {
          why = ": the last of " + n + " that no console has says: " + Faults.text(e);
        }
        port = n < pool.size() ? pool.take() : Optional.empty(); // some come back meanwhile
      }
    } finally {
      busy.forEach(pool::giveBack); // not before: else they were tried again and again
    }
    throw new BadRequestException("No port is free" + why);
  }

  private ServerSocketChannel listen(int port) throws IOException, BadRequestException {
    ServerSocketChannel socket = socket();
    try {
      InetSocketAddress address =
          settings.listen().isEmpty()
              ? new InetSocketAddress(port)
              : new InetSocketAddress(settings.listen().get(), port);
      return socket.bind(address, BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Where none can be had, it is no port's fault, and others would fare no better. */
  private static ServerSocketChannel socket() throws BadRequestException {
    try {
      return ServerSocketChannel.open();
    } catch (IOException e) {
      throw new BadRequestException("No port can be opened: " + Faults.text(e));
    }
  }
}
