package io.synnefo.vncauthproxy;

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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows 16 and 18, of nodes with several addresses, of which one takes no connection. */
@Timeout(60)
class BackendDialTest {
  private static final InetAddress ALIVE = InetAddress.getLoopbackAddress();
  private static final int SOON_MILLIS = 500;

  private final List<Socket> waiting = new ArrayList<>();
  private Loop loop;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    loop = new Loop(new BufferPool(1));
    thread = new Thread(loop, "loop under test");
    thread.start();
  }

  @AfterEach
  void stop() throws Exception {
    loop.stop();
    thread.join();
    for (Socket socket : waiting) {
      socket.close();
    }
  }

  @Test
  void anAddressThatDoesNotAnswerLeavesTimeForTheNext() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.ofToday();
        ServerSocket full = full(server.port())) {
      List<InetAddress> both = List.of(full.getInetAddress(), ALIVE);
      assertEquals("connected", dialled(both, server.port(), Duration.ofSeconds(40)));
    }
  }

  @Test
  void whereNoneAnswersItIsNotSaidThatTheServerSaysNothing() throws Exception {
    try (ServerSocket full = full(0)) {
      List<InetAddress> dead = List.of(full.getInetAddress());
      assertEquals(
          "Could not connect to the server: no answer",
          dialled(dead, full.getLocalPort(), Duration.ofMillis(SOON_MILLIS)));
    }
  }

  private String dialled(List<InetAddress> addresses, int port, Duration all) throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    BackendDial.Outcome outcome =
        new BackendDial.Outcome() {
          @Override
          public void connected(Stream backend) {
            backend.handTo(
                new Actor() {
                  @Override
                  public void act() {}

                  @Override
                  public void abandon() {}
                });
            end.complete("connected");
          }

          @Override
          public void failed(String why, String words) {
            end.complete(why + ": " + words);
          }
        };
    BackendDial.Patience patience = new BackendDial.Patience(all, 3, Duration.ofMillis(1));
    BackendDial dial = new BackendDial(loop, addresses, port, patience, outcome);
    loop.execute(dial::start);
    return end.get();
  }

  /** Whoever comes there is not answered any more. */
  private ServerSocket full(int port) throws IOException {
    ServerSocket listening =
        new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
    fill(listening.getLocalSocketAddress());
    return listening;
  }

  private void fill(SocketAddress address) throws IOException {
    for (int i = 0; i < 50; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(address, SOON_MILLIS);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    fail("a queue without end");
  }
}
