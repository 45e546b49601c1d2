package io.synnefo.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name that has several addresses. */
@Timeout(60)
class NetworkLinkTest {
  private static final int SOON = 500;

  private final List<Socket> waiting = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : waiting) {
      socket.close();
    }
  }

  @Test
  void anAddressThatDoesNotAnswerLeavesTimeForTheNext() throws Exception {
    InetAddress dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    InetAddress alive = InetAddress.getLoopbackAddress();
    try (ServerSocket listening = new ServerSocket(0, 1, alive);
        ServerSocket full = new ServerSocket(listening.getLocalPort(), 1, dead)) {
      fill(full.getLocalSocketAddress());
      InetAddress[] both = {dead, alive};
      try (Socket way =
          NetworkLink.connect(both, listening.getLocalPort(), Deadline.in(Duration.ofSeconds(4)))) {
        assertEquals(alive, way.getInetAddress());
      }
    }
  }

  /** Who comes when its queue is full is not answered. */
  private void fill(SocketAddress address) throws IOException {
    for (int i = 0; i < 50; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(address, SOON);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    fail("a queue without end");
  }
}
