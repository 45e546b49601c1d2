package io.synnefo.vnc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;

/** The way over TCP, or over TLS. */
final class NetworkLink implements ControlLink {
  private final DeadlineSocket way;
  private final Socket socket;

  private NetworkLink(DeadlineSocket way, Socket socket) {
    this.way = way;
    this.socket = socket;
  }

  /** Connects to the first of the host's addresses that takes us; with TLS, hands are shaken. */
  static NetworkLink connect(String host, int port, Optional<ProxyTls> tls, Deadline deadline)
      throws IOException {
    DeadlineSocket way = connect(InetAddress.getAllByName(host), port, deadline);
    try {
      way.setTcpNoDelay(true);
      return new NetworkLink(way, tls.isPresent() ? tls.get().over(way, host, port) : way);
    } catch (IOException | RuntimeException e) {
      way.close();
      throw e;
    }
  }

  /** Each has its share of the time that is left: one that is dead leaves the next ones theirs. */
  static DeadlineSocket connect(InetAddress[] addresses, int port, Deadline deadline)
      throws IOException {
    IOException refused = new UnknownHostException();
    for (int i = 0; i < addresses.length; i++) {
      DeadlineSocket way = new DeadlineSocket(deadline);
      try {
        int share = deadline.share(addresses.length - i);
        way.connect(new InetSocketAddress(addresses[i], port), share);
        return way;
      } catch (IOException e) {
        way.close();
        refused = e;
      }
    }
    throw refused;
  }

  @Override
  public void send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
  }

  @Override
  public int read(byte[] into, Deadline deadline) throws IOException {
    way.extend(deadline);
    return socket.getInputStream().read(into, 0, into.length);
  }

  /** Without a farewell of TLS's, which would be waited for. */
  @Override
  public void close() throws IOException {
    way.close();
  }
}
