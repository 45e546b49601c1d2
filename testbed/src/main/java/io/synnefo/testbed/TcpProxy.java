package io.synnefo.testbed;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A port on loopback that forwards to another one, and the network faults between the two: what
 * goes in one direction is held back, on all connections or on one, and connections break.
 */
public final class TcpProxy implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TcpProxy.class.getName());
  private static final int MOST_CONNECTIONS = 64;
  private static final int CONNECT_MILLIS = 5000;

  /** Which way bytes go. */
  public enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
  private final Set<Direction> held = ConcurrentHashMap.newKeySet();
  private final List<ConnectionTrap> traps = new CopyOnWriteArrayList<>();
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

  /**
   * Of all connections the first whose client says the one is caught, and from the words that come
   * after it in that direction on, that direction of it is held until it ends.
   */
  public ConnectionTrap trap(String said, Direction direction, String words) {
    ConnectionTrap trap = new ConnectionTrap(said, direction, words);
    traps.add(trap);
    return trap;
  }

  /** Every connection there is breaks; new ones are taken. */
  public void cut() {
    links.forEach(ProxyLink::close);
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

  void taken(ProxyLink link, Direction direction, byte[] buffer, int count) {
    counter(direction).addAndGet(count);
    traps.forEach(trap -> trap.see(link, direction, buffer, count));
  }

  boolean holds(ProxyLink link, Direction direction) {
    return held.contains(direction) || traps.stream().anyMatch(t -> t.holds(link, direction));
  }

  void ended(ProxyLink link) {
    links.remove(link);
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
    ProxyLink link = new ProxyLink(this, client, server);
    try {
      if (links.size() >= MOST_CONNECTIONS) {
        throw new IOException("too many connections");
      }
      server.connect(target, CONNECT_MILLIS);
      links.add(link);
      inBackground("up", link.pump(Direction.TO_SERVER));
      inBackground("down", link.pump(Direction.TO_CLIENT));
    } catch (IOException e) {
      link.close();
      throw e;
    }
  }
}
