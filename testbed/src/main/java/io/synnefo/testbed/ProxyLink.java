package io.synnefo.testbed;

import io.synnefo.testbed.TcpProxy.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;

/** One client's connection through a {@link TcpProxy}. */
final class ProxyLink {
  private static final System.Logger LOG = System.getLogger(ProxyLink.class.getName());
  private static final int MOST_HELD = 1 << 20;
  private static final int BUFFER = 1 << 14;

  private final TcpProxy proxy;
  private final Socket client;
  private final Socket server;
  private final Pump toServer;
  private final Pump toClient;

  ProxyLink(TcpProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    this.toServer = new Pump(Direction.TO_SERVER, client, server);
    this.toClient = new Pump(Direction.TO_CLIENT, server, client);
  }

  /** What carries the bytes of that direction until the connection ends. */
  Pump pump(Direction direction) {
    return direction == Direction.TO_SERVER ? toServer : toClient;
  }

  void close() {
    proxy.ended(this);
    try (client;
        server) {
      LOG.log(Level.DEBUG, "{0} ends", client);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing: {0}", e.getMessage());
    }
  }

  /** One direction of the connection. It reads on while it holds, so as to see the end. */
  final class Pump implements Runnable {
    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Pump(Direction direction, Socket from, Socket to) {
      this.direction = direction;
      this.from = from;
      this.to = to;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[BUFFER];
      try {
        int count = from.getInputStream().read(buffer);
        while (count >= 0) {
          take(buffer, count);
          count = from.getInputStream().read(buffer);
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "{0}: {1}", direction, e.getMessage());
      } finally {
        close();
      }
    }

    private synchronized void take(byte[] buffer, int count) throws IOException {
      proxy.taken(ProxyLink.this, direction, buffer, count);
      kept.write(buffer, 0, count);
      if (kept.size() > MOST_HELD) {
        throw new IOException("holds too much");
      }
      pass();
    }

    synchronized void flush() {
      try {
        pass();
      } catch (IOException e) {
        close();
      }
    }

    private void pass() throws IOException {
      if (!proxy.holds(ProxyLink.this, direction) && kept.size() > 0) {
        kept.writeTo(to.getOutputStream());
        kept.reset();
      }
    }
  }
}
