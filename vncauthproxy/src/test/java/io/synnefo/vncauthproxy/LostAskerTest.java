package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for a console and is gone before he has the answer leaves nothing open behind him. */
@Timeout(60)
class LostAskerTest {
  @TempDir Path root = Path.of("");
  private final CountDownLatch left = new CountDownLatch(1);

  private void handshakeOnceHeHasLeft(Talker proxy) throws IOException {
    try {
      left.await();
      ServerUnderTest.handshake(proxy);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theConsoleOfWhoLeftBeforeTheAnswerEndsAtOnce() throws Exception {
    try (LogUnderTest log = new LogUnderTest();
        ServerUnderTest server = new ServerUnderTest(this::handshakeOnceHeHasLeft);
        ProxyUnderTest proxy =
            new ProxyUnderTest(
                root, Map.of("connect-timeout-seconds", "1000", "server-timeout-seconds", "60"))) {
      try (SocketChannel asker = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        asker.connect(UnixDomainSocketAddress.of(proxy.socket));
        asker.write(ByteBuffer.wrap(ProxyUnderTest.of2011(server.port()).getBytes(UTF_8)));
        await().until(() -> proxy.daemon.status().consoles() == 1);
      }
      left.countDown();
      await().until(() -> proxy.daemon.status().consoles() == 0);
      assertTrue(log.text().contains("ended: who asked for it never got the answer"), log.text());
      assertEquals(ProxyUnderTest.POOL, proxy.daemon.status().freePorts());
    }
  }
}
