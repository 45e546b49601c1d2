package io.synnefo.testbed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A port on loopback that forwards to another one, and the network faults between the two: what
 * goes in one direction is held back, connections break.
 */
public final class TcpProxy implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TcpProxy.class.getName());
  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_HELD = 1 << 20;
  private static final int BUFFER = 1 << 14;
  private static final int CONNECT_MILLIS = 5000;

  /** Which way bytes go. */
  public enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Set<Direction> held = ConcurrentHashMap.newKeySet();
  private final Map<Direction, AtomicLong> bytes = new EnumMap<>(Direction.class);

  private TcpProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getLoopbackAddress());
    for (Direction direction : Direction.values()) {
      bytes.put(direction, new AtomicLong());
    }
  }

  /** Forwards, from a free port of loopback, until it is closed. */
  public static TcpProxy to(InetSocketAddress target) throws IOException {
    TcpProxy proxy = new TcpProxy(target);
    proxy.inBackground("accept", proxy::accept);
    return proxy;
  }

  /** Where clients connect. */
  public int port() {
    return listener.getLocalPort();
  }

  /** What comes in that direction is taken and kept; it is lost when its connection ends. */
  public void hold(Direction direction) {
    held.add(direction);
  }

  /** What was kept goes on its way, and so does what follows. */
  public void release(Direction direction) {
    held.remove(direction);
    links.forEach(link -> link.pump(direction).flush());
  }

  /** Every connection there is breaks; new ones are taken. */
  public void cut() {
    links.forEach(Link::close);
  }

  /** How many bytes were taken in that direction so far, those held among them. */
  public long bytes(Direction direction) {
    return counter(direction).get();
  }

  private AtomicLong counter(Direction direction) {
    AtomicLong counter = bytes.get(direction);
    if (counter == null) {
      throw new IllegalStateException("no counter of " + direction);
    }
    return counter;
  }

  /** Nobody listens any more, and every connection is broken. */
  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  private void inBackground(String what, Runnable work) {
    Thread thread = new Thread(work, "tcp-proxy-" + port() + "-" + what);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "no connection to {0}: {1}", target, e.getMessage());
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket server = new Socket();
    Link link = new Link(client, server);
    try {
      if (links.size() >= MOST_CONNECTIONS) {
        throw new IOException("too many connections");
      }
      server.connect(target, CONNECT_MILLIS);
      links.add(link);
      inBackground("up", link.toServer);
      inBackground("down", link.toClient);
    } catch (IOException e) {
      link.close();
      throw e;
    }
  }

  /** One client's connection. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private final Pump toServer;
    private final Pump toClient;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
      this.toServer = new Pump(this, Direction.TO_SERVER, client, server);
      this.toClient = new Pump(this, Direction.TO_CLIENT, server, client);
    }

    Pump pump(Direction direction) {
      return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    void close() {
      links.remove(this);
      try (client;
          server) {
        LOG.log(Level.DEBUG, "{0} ends", client);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "closing: {0}", e.getMessage());
      }
    }
  }

  /** One direction of one connection. It reads on while it holds, so as to see the end. */
  private final class Pump implements Runnable {
    private final Link link;
    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Pump(Link link, Direction direction, Socket from, Socket to) {
      this.link = link;
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
        link.close();
      }
    }

    private synchronized void take(byte[] buffer, int count) throws IOException {
      counter(direction).addAndGet(count);
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
        link.close();
      }
    }

    private void pass() throws IOException {
      if (!held.contains(direction) && kept.size() > 0) {
        kept.writeTo(to.getOutputStream());
        kept.reset();
      }
    }
  }
}
