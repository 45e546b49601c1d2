package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.synnefo.wire.vnc.ConsoleToken;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that mean nothing, at every port and at every moment: no defect, and nothing is left. */
@Timeout(60)
class HostileTest {
  private static final int TRIES = 60;

  @TempDir Path root = Path.of("");
  private final Random random = new Random(11);

  private String noise() {
    byte[] bytes = new byte[1 + random.nextInt(300)];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Says it, and leaves at once, after a while, or in the middle of the answer. */
  private void say(int port, String before, String noise) throws IOException {
    try (Talker hostile = Talker.at(port)) {
      hostile.sayText(before);
      hostile.say(noise);
      if (random.nextBoolean()) {
        hostile.socket.shutdownOutput();
        hostile.hear(random.nextInt(64));
      }
    } catch (IOException e) {
      assertFalse(e.toString().contains("timed out"), e.toString()); // a reset is well deserved
    }
  }

  @Test
  void noiseAtTheControlPortIsAnsweredOrCutOff() throws Exception {
    try (LogUnderTest log = new LogUnderTest();
        ServerUnderTest server = ServerUnderTest.ofToday();
        ProxyUnderTest proxy = new ProxyUnderTest(root, Map.of())) {
      String request = ProxyUnderTest.ofTheFinalForm(server.port(), "vnc");
      for (int n = 0; n < TRIES; n++) {
        say(proxy.port, request.substring(0, random.nextInt(request.length())), noise());
      }
      ProxyUnderTest.port(proxy.askAtPort(request));
      assertFalse(log.text().contains("defect"), log.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vnc", "vnc-ws"})
  void noiseAtAConsolesPortCostsThatConsoleAlone(String type) throws Exception {
    Map<String, String> settings = Map.of("connect-timeout-seconds", "1");
    try (LogUnderTest log = new LogUnderTest();
        ServerUnderTest server = ServerUnderTest.ofToday();
        ProxyUnderTest proxy = new ProxyUnderTest(root, settings)) {
      for (int n = 0; n < 8; n++) {
        await().until(() -> proxy.daemon.status().freePorts() > 0);
        int port = proxy.console(server.port(), type);
        say(port, random.nextBoolean() ? "RFB 003.008\n" : "", noise());
        server.next().close();
      }
      await().until(() -> proxy.daemon.status().consoles() == 0);
      assertEquals(ProxyUnderTest.POOL, proxy.daemon.status().freePorts());
      assertFalse(log.text().contains("defect"), log.text());
    }
  }

  @Test
  void noiseAtTheGatewayCostsNobodyElseAnything() throws Exception {
    int port = ProxyUnderTest.freePort();
    String[] beginnings = {
      "",
      "GET / HTTP/1.1\r\n",
      "GET /?token=",
      """
      GET / HTTP/1.1
      Host: h
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

      """
          .replace("\n", "\r\n")
    };
    try (LogUnderTest log = new LogUnderTest();
        ServerUnderTest server = ServerUnderTest.ofToday();
        ProxyUnderTest proxy =
            new ProxyUnderTest(root, Map.of("gateway-listen", "127.0.0.1:" + port))) {
      ConsoleToken token = ConsoleToken.random();
      ProxyUnderTest.port(
          proxy.askAtPort(ProxyUnderTest.atGateway(server.port(), "s1", token.hash())));
      for (int n = 0; n < TRIES; n++) {
        say(port, beginnings[n % beginnings.length], noise());
      }
      try (Browser browser = new Browser(ProxyUnderTest.connect(port))) {
        browser.upgrade("/?token=" + token.text(), "");
        browser.enterWithoutPassword();
      }
      assertFalse(log.text().contains("defect"), log.text());
    }
  }

  @Test
  void noiseFromAMachineFailsTheRequestOrReachesTheViewerAsItIs() throws Exception {
    try (LogUnderTest log = new LogUnderTest();
        ServerUnderTest server =
            new ServerUnderTest(
                talker -> {
                  talker.sayText(random.nextBoolean() ? "RFB 003.008\n" : "");
                  talker.say(noise());
                  talker.socket.shutdownOutput();
                });
        ProxyUnderTest proxy = new ProxyUnderTest(root, Map.of())) {
      for (int n = 0; n < TRIES; n++) {
        String reply = proxy.askAtSocket(ProxyUnderTest.of2011(server.port()));
        if (reply.contains("\"OK\"")) {
          try (Socket viewer = ProxyUnderTest.connect(ProxyUnderTest.port(reply))) {
            viewer.shutdownOutput();
            viewer.getInputStream().readAllBytes();
          }
        }
      }
      await().until(() -> proxy.daemon.status().consoles() == 0);
      assertFalse(log.text().contains("defect"), log.text());
    }
  }
}
