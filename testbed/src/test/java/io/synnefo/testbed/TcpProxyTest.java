package io.synnefo.testbed;

import static io.synnefo.testbed.TcpProxy.Direction.TO_SERVER;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
  void aCutEndsBothSides() throws IOException {
    client.getOutputStream().write(WORD);
    assertArrayEquals(WORD, server.getInputStream().readNBytes(WORD.length));
    proxy.cut();
    assertEquals(-1, server.getInputStream().read());
    assertEquals(-1, client.getInputStream().read());
  }
}
