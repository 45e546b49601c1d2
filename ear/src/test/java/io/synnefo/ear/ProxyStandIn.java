package io.synnefo.ear;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A VNC proxy as far as its control port goes: receives once, says that all is well, closes. */
final class ProxyStandIn implements AutoCloseable {
  static final String ADDRESS = "proxy.example.org";
  static final int CONSOLE = 25_071;

  /** Requests in the final form with the right user. */
  final AtomicInteger requests = new AtomicInteger();

  private final ServerSocket server = new ServerSocket();
  private final Thread thread = new Thread(this::serve, "proxy stand-in");

  ProxyStandIn(int port) throws IOException {
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        byte[] request = new byte[1024];
        int count = socket.getInputStream().read(request);
        String text = new String(request, 0, Math.max(0, count), StandardCharsets.UTF_8);
        if (text.matches("\\{.*\"auth_user\":\"synnefo\",\"auth_password\":\"hunter2\"}")) {
          requests.incrementAndGet();
          socket.getOutputStream().write(reply().getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        // closed, which ends the loop
        Thread.onSpinWait();
      }
    }
  }

  private static String reply() {
    return "{\"source_port\": "
        + CONSOLE
        + ", \"status\": \"OK\", \"proxy_address\": \""
        + ADDRESS
        + "\"}";
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      thread.join(10_000); // it may take one more before it ends
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }
}
