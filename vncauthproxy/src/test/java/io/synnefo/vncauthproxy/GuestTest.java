package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.ConsoleToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is refused counts as long as his connection is there, so that there are never too many. */
@Timeout(60)
class GuestTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final List<Boolean> closedWhenGone = Collections.synchronizedList(new ArrayList<>());
  private final Gateway gateway =
      new Gateway(
          new GatewayRules(ANY, false, URI.create("ws://127.0.0.1/"), "", List.of("*")),
          Duration.ofHours(1),
          new Projects(1));
  private Loops loops;
  private int port;

  @BeforeEach
  void start() throws IOException {
    loops = Loops.start(new BufferPool(1), (thread, defect) -> {});
    ServerSocketChannel server = Sockets.tcp("a test's", ANY);
    port = server.socket().getLocalPort();
    new Reception(loops::next, server, new Reception.Manner(this::receive, null, 2)).start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    loops.stop(Duration.ofSeconds(20));
  }

  private void receive(Loop loop, Stream stream, Runnable gone) {
    Runnable noted =
        () -> {
          closedWhenGone.add(stream.peer().isEmpty());
          gone.run();
        };
    gateway.receive(loop, stream, noted);
  }

  private void isGoneOnceItIsClosed() {
    await().until(() -> !closedWhenGone.isEmpty());
    assertEquals(List.of(true), List.copyOf(closedWhenGone));
    assertFalse(gateway.hasGuests());
  }

  @Test
  void whoIsRefusedByACloseFrameIsAGuestUntilHisConnectionIsClosed() throws Exception {
    try (Browser browser = new Browser(ProxyUnderTest.connect(port))) {
      browser.upgrade("/?token=" + ConsoleToken.random().text(), "");
      browser.isClosed(CloseCode.UNKNOWN);
      isGoneOnceItIsClosed();
    }
  }

  @Test
  void whoIsRefusedByHttpIsAGuestUntilHisConnectionIsClosed() throws Exception {
    try (Browser browser = new Browser(ProxyUnderTest.connect(port))) {
      browser.wire.sayText("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      String head = browser.head();
      assertTrue(head.startsWith("HTTP/1.1 4"), head);
      isGoneOnceItIsClosed();
    }
  }

  @Test
  void whoLeavesWithoutAWordIsNoGuestAnyMore() throws Exception {
    ProxyUnderTest.connect(port).close();
    isGoneOnceItIsClosed();
  }
}
