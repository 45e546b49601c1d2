package io.synnefo.testbed;

import static io.synnefo.testbed.TcpProxy.Direction.TO_CLIENT;
import static io.synnefo.testbed.TcpProxy.Direction.TO_SERVER;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final byte[] WORD = {1, 2, 3};

  private ServerSocket listener;
  private TcpProxy proxy;
  private Socket client;
  private Socket server;

  @BeforeEach
  void connect() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listener.setSoTimeout(PATIENCE_MILLIS);
    proxy = TcpProxy.to((InetSocketAddress) listener.getLocalSocketAddress());
    client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    server = listener.accept();
    server.setSoTimeout(PATIENCE_MILLIS);
    client.setSoTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    client.close();
    server.close();
    listener.close();
  }

  @Test
  void bytesGoBothWays() throws IOException {
    client.getOutputStream().write(WORD);
    assertArrayEquals(WORD, server.getInputStream().readNBytes(WORD.length));
    server.getOutputStream().write(WORD);
    assertArrayEquals(WORD, client.getInputStream().readNBytes(WORD.length));
  }

  @Test
  void whatWasHeldArrivesOnceReleased() throws IOException {
    proxy.hold(TO_SERVER);
    client.getOutputStream().write(WORD);
    await().until(() -> proxy.bytes(TO_SERVER) == WORD.length);
    assertEquals(0, server.getInputStream().available());
    proxy.release(TO_SERVER);
    assertArrayEquals(WORD, server.getInputStream().readNBytes(WORD.length));
  }

  @Test
  void whatWasHeldIsLostWithItsConnection() throws IOException {
    proxy.hold(TO_SERVER);
    client.getOutputStream().write(WORD);
    await().until(() -> proxy.bytes(TO_SERVER) == WORD.length);
    client.close();
    assertEquals(-1, server.getInputStream().read());
  }

  @Test
  void theAnswerToCertainWordsIsHeldOnTheirConnectionAlone() throws IOException {
    ConnectionTrap trap = proxy.trap("buy", TO_CLIENT, "sold");
    say(client, server, "look");
    say(server, client, "unsold");
    say(client, server, "b");
    say(client, server, "uy");
    say(server, client, "so");
    assertFalse(trap.isSprung());
    server.getOutputStream().write("ld".getBytes(US_ASCII));
    await().until(trap::isSprung);
    assertEquals(0, client.getInputStream().available());
    say(client, server, "hello?");
    try (Socket other = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        Socket otherServer = listener.accept()) {
      say(other, otherServer, "buy");
      say(otherServer, other, "sold");
    }
    proxy.cut();
    assertEquals(-1, client.getInputStream().read());
  }

  private static void say(Socket from, Socket to, String words) throws IOException {
    from.getOutputStream().write(words.getBytes(US_ASCII));
    assertEquals(words, new String(to.getInputStream().readNBytes(words.length()), US_ASCII));
  }

  @Test
  void aCutEndsBothSides() throws IOException {
    client.getOutputStream().write(WORD);
    assertArrayEquals(WORD, server.getInputStream().readNBytes(WORD.length));
    proxy.cut();
    assertEquals(-1, server.getInputStream().read());
    assertEquals(-1, client.getInputStream().read());
  }
}
