package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.program.StatusClient;
import io.synnefo.wire.vnc.ConsoleToken;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway over TLS, as its operator sees it, and what it keeps to itself. */
@Timeout(60)
class GatewayOperatorTest {
  @TempDir static Path keys = Path.of("");
  @TempDir Path root = Path.of("");
  private static Certificates certificates;
  private int metrics;
  private Scene scene;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(keys, "EC");
  }

  @BeforeEach
  void start() throws Exception {
    metrics = ProxyUnderTest.freePort();
    scene = scene(30);
  }

  /** With time for handshakes: nobody is mute here, but the machine may be busy. */
  private Scene scene(int pingSeconds) throws Exception {
    return new Scene(
        root,
        Map.of(
            "ping-seconds",
            Integer.toString(pingSeconds),
            "handshake-timeout-seconds",
            "20",
            "metrics-listen",
            "127.0.0.1:" + metrics),
        certificates);
  }

  private void beginWithPings() throws Exception {
    scene.close();
    scene = scene(1);
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  private String asked(String word) throws Exception {
    String answer = StatusClient.ask(scene.proxy.statusSocket, word);
    return answer.substring(answer.indexOf('\n') + 1);
  }

  private JsonObject session() throws Exception {
    JsonArray all =
        Json.createReader(new StringReader(asked("sessions-json")))
            .readObject()
            .getJsonArray("sessions");
    assertEquals(1, all.size());
    return all.getJsonObject(0);
  }

  /** More sessions than loops: a viewer that comes to another loop than its console's moves. */
  @Test
  void overTlsTheSameIsSpokenWhicheverLoopAViewerComesTo() throws Exception {
    byte[] sent = new byte[1 << 20];
    new Random(7).nextBytes(sent);
    for (int n = 0; n < 6; n++) {
      ConsoleToken own = ConsoleToken.random();
      String reply = scene.grant("s" + n, own);
      assertTrue(reply.contains("\"wss://proxy.example.org:" + scene.port + "/\""), reply);
      try (Browser browser = scene.showing(own).enterWithoutPassword()) {
        Talker machine = scene.server.next();
        Thread sending =
            new Thread(
                () -> {
                  try {
                    machine.socket.getOutputStream().write(sent);
                    machine.close();
                  } catch (java.io.IOException e) {
                    Thread.onSpinWait();
                  }
                });
        sending.start();
        assertArrayEquals(sent, browser.data(sent.length));
        browser.isClosed(CloseCode.ENDED);
        sending.join();
      }
    }
  }

  @Test
  void aSessionIsListedWhileItWaitsAndWhileItIsLive() throws Exception {
    scene.grant();
    JsonObject waiting = session();
    assertEquals("s1", waiting.getString("session"));
    assertEquals("waiting", waiting.getString("state"));
    assertEquals("127.0.0.1:" + scene.server.port(), waiting.getString("node"));
    assertEquals("", waiting.getString("viewer"));
    try (Browser browser = scene.showing(scene.token).enterWithoutPassword()) {
      scene.speaks(browser);
      JsonObject live = session();
      assertEquals("live", live.getString("state"));
      assertEquals(1, live.getInt("bytes_in"));
      assertEquals(3, live.getInt("bytes_out"));
      assertEquals("127.0.0.1:" + browser.wire.socket.getLocalPort(), live.getString("viewer"));
      assertEquals(
          "42 u1 p1",
          live.getString("server")
              + " "
              + live.getString("user")
              + " "
              + live.getString("project"));
      String table = asked("sessions");
      assertTrue(table.startsWith("SESSION  TYPE     STATE  SINCE"), table);
      assertTrue(table.contains("\ns1       gateway  live   20"), table);
      assertTrue(asked("table").contains("0 sessions wait, 1 are live"), asked("table"));
    }
  }

  @Test
  void aKilledSessionsViewerIsToldByWhom() throws Exception {
    scene.grant();
    try (Browser browser = scene.showing(scene.token).enterWithoutPassword()) {
      assertTrue(StatusClient.ask(scene.proxy.statusSocket, "kill s1").startsWith(StatusDesk.WELL));
      browser.isClosed(CloseCode.KILLED);
    }
    await().until(() -> scene.proxy.daemon.status().consoles() == 0);
    assertEquals(
        "not well\nthere is no such session\n",
        StatusClient.ask(scene.proxy.statusSocket, "kill s1"));
    ConsoleToken late = ConsoleToken.random();
    scene.grant("s2", late);
    StatusClient.ask(scene.proxy.statusSocket, "kill s2");
    await().until(() -> scene.proxy.daemon.status().consoles() == 0);
    try (Browser browser = scene.showing(late)) {
      browser.isClosed(CloseCode.KILLED);
    }
  }

  @Test
  void aConsoleWithAPortOfItsOwnIsListedAndKilledByItsName() throws Exception {
    int own = scene.proxy.console(scene.server.port(), "vnc-ws");
    try (Browser browser = new Browser(ProxyUnderTest.connect(own)).open().enter()) {
      JsonObject console = session();
      assertEquals("C1", console.getString("session"));
      assertEquals("vnc-ws", console.getString("type"));
      StatusClient.ask(scene.proxy.statusSocket, "kill C1");
      browser.isClosed(CloseCode.KILLED);
    }
  }

  @Test
  void aViewerThatAnswersPingsStaysAndOneThatDoesNotEnds() throws Exception {
    beginWithPings();
    scene.grant();
    try (Browser browser = scene.showing(scene.token).enterWithoutPassword()) {
      for (int n = 0; n < 3; n++) {
        assertEquals("89 ", browser.frame());
        browser.send(Frames.PONG, "");
      }
      assertEquals("89 ", browser.frame());
      assertEquals("89 ", browser.frame());
      browser.isClosed(CloseCode.IDLE);
    }
    scene.server.next().hearsTheEnd();
  }

  @Test
  void aBrowserAtAPortOfItsOwnIsPingedTooAndAPlainViewerIsNot() throws Exception {
    beginWithPings();
    try (Browser browser = scene.console();
        Talker plain = Talker.at(scene.proxy.console(scene.server.port(), "vnc")).enter()) {
      scene.server.next();
      Talker machine = scene.server.next();
      browser.open().enter();
      assertEquals("89 ", browser.frame());
      assertEquals("89 ", browser.frame());
      browser.isClosed(CloseCode.IDLE);
      machine.say("aabb");
      plain.hears("aabb"); // and nothing before it
    }
  }

  @Test
  void figuresTellSessionsAndRefusalsByTheirReason() throws Exception {
    scene.grant();
    scene.showing(ConsoleToken.random()).close();
    try (Socket socket = ProxyUnderTest.connect(metrics)) {
      socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(UTF_8));
      String text = new String(socket.getInputStream().readAllBytes(), UTF_8);
      String name = "\nsynnefo_vncauthproxy_gateway_";
      assertTrue(text.contains(name + "sessions{state=\"waiting\"} 1\n"), text);
      assertTrue(text.contains(name + "sessions{state=\"live\"} 0\n"), text);
      assertTrue(text.contains(name + "refused_total{reason=\"unknown\"} 1\n"), text);
      assertTrue(text.contains(name + "refused_total{reason=\"expired\"} 0\n"), text);
    }
    assertTrue(asked("json").contains("\"waiting\":1"), asked("json"));
  }

  @Test
  void noTokenIsEverInTheLog() throws Exception {
    try (LogUnderTest log = new LogUnderTest()) {
      scene.grant();
      String query = "/?token=" + scene.token.text();
      try (Browser foreign = scene.browser()) {
        foreign.upgrade(query, "Origin: https://evil.example\r\n");
        foreign.isClosed(CloseCode.FOREIGN);
      }
      try (Browser plain = scene.browser()) {
        plain.wire.sayText("GET " + query + " HTTP/1.1\r\nHost: h\r\n\r\n");
        plain.head();
      }
      scene.showing(scene.token).enterWithoutPassword().close();
      scene.showing(scene.token).close();
      try (Browser first = scene.browser().open()) {
        first.send(
            Frames.TEXT,
            java.util.HexFormat.of().formatHex(("token." + scene.token.text()).getBytes(UTF_8)));
        first.isClosed(CloseCode.USED);
      }
      scene.proxy.stop();
      String text = log.text();
      assertTrue(text.contains("session s1 of server 42 for user u1 of project p1"), text);
      assertTrue(text.contains("was refused: used"), text);
      assertTrue(text.contains("is seen from 127.0.0.1:"), text);
      assertFalse(text.contains(scene.token.text()) || text.contains(scene.token.hash()), text);
      assertFalse(text.contains("token="), text);
    }
  }
}
