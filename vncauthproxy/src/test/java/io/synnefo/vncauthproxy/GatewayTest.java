package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.ConsoleToken;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers at the one port of all, and the close codes by which they learn what is the matter. */
@Timeout(60)
class GatewayTest {
  @TempDir Path root = Path.of("");
  private Scene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new Scene(root, Map.of("consoles-per-project", "3"));
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }

  @Test
  void aTokenAmongTheSubprotocolsOpensAndOnlyBinaryIsAnswered() throws Exception {
    scene.grant();
    try (Browser browser = scene.browser()) {
      String head = browser.upgrade("/websockify", Scene.offer(scene.token));
      assertTrue(head.contains("\r\nSec-WebSocket-Protocol: binary\r\n"), head);
      assertFalse(head.contains("token"), head);
      scene.speaks(browser.enterWithoutPassword());
    }
  }

  @Test
  void ofAMachineThatRefusesTheSystemsWordsAreTold() throws Exception {
    String hash = scene.token.hash();
    assertEquals(
        ProxyUnderTest.failed(
            Dialect.NETWORK, "Could not connect to the server: Connection refused"),
        scene.proxy.askAtPort(ProxyUnderTest.atGateway(ProxyUnderTest.freePort(), "s1", hash)));
  }

  @Test
  void aTokenInTheQueryOpensAsNovasDoes() throws Exception {
    scene.grant();
    try (Browser browser = scene.browser()) {
      browser.upgrade("/?token=" + scene.token.text(), Scene.FROM_PAGE);
      scene.speaks(browser.enterWithoutPassword());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Frames.TEXT, Frames.BINARY})
  void aTokenThatIsTheFirstMessageOpens(int opcode) throws Exception {
    scene.grant();
    try (Browser browser = scene.browser().open()) {
      browser.send(opcode, hex("token." + scene.token.text()));
      scene.speaks(browser.enterWithoutPassword());
      browser.send(Frames.TEXT, "00"); // text is for the token alone
      assertTrue(browser.frame().startsWith("88 03eb"));
    }
  }

  @Test
  void aFirstMessageInPiecesOpensToo() throws Exception {
    scene.grant();
    try (Browser browser = scene.browser().open()) {
      browser.sendFrame(Frames.TEXT, hex("tok"));
      browser.send(Frames.PING, "70");
      assertEquals("8a 70", browser.frame());
      browser.sendFrame(Frames.CONTINUATION, hex("en." + scene.token.text().substring(0, 20)));
      browser.send(Frames.CONTINUATION, hex(scene.token.text().substring(20)));
      scene.speaks(browser.enterWithoutPassword());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"token.", "token.abc", "", "T", "token.%sx", "token.%s%s", "tokan.%s"})
  void aFirstMessageThatIsNoTokenIsMalformed(String text) throws Exception {
    try (Browser browser = scene.browser().open()) {
      browser.send(Frames.TEXT, hex(text.replace("%s", scene.token.text())));
      browser.isClosed(CloseCode.MALFORMED);
    }
  }

  @Test
  void whoNeverSaysATokenIsToldSoInTheEnd() throws Exception {
    try (Browser browser = scene.browser().open()) {
      browser.sendFrame(Frames.TEXT, hex("token."));
      browser.isClosed(CloseCode.MALFORMED);
    }
  }

  @Test
  void aTokenThatNobodyGrantedIsUnknown() throws Exception {
    try (Browser browser = scene.showing(scene.token)) {
      browser.isClosed(CloseCode.UNKNOWN);
    }
  }

  @Test
  void aTokenOpensOnceEvenIfManyShowItAtOnce() throws Exception {
    scene.grant();
    List<Browser> all = new ArrayList<>();
    for (int n = 0; n < 12; n++) {
      all.add(scene.browser().open());
    }
    List<Thread> threads = new ArrayList<>();
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    for (Browser browser : all) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  browser.send(Frames.BINARY, hex("token." + scene.token.text()));
                  heard.add(browser.frame());
                } catch (IOException e) {
                  heard.add(e.toString());
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    String used = "88 1132" + hex("token already used");
    assertEquals(11, Collections.frequency(heard, used), heard.toString());
    assertEquals(1, Collections.frequency(heard, "82 " + Browser.V3_8), heard.toString());
    for (Browser browser : all) {
      browser.close();
    }
  }

  @Test
  void anExpiredTokenIsToldAsThat() throws Exception {
    ProxyUnderTest.port(
        scene.proxy.askAtPort(scene.request("s1").replace("\"ttl\":60", "\"ttl\":5")));
    await().until(() -> scene.proxy.daemon.status().consoles() == 0);
    try (Browser browser = scene.showing(scene.token)) {
      browser.isClosed(CloseCode.EXPIRED);
    }
    scene.server.next().hearsTheEnd();
  }

  @Test
  void aForeignPageIsRefusedAndTheTokenStaysGood() throws Exception {
    scene.grant();
    try (Browser foreign = scene.browser()) {
      foreign.upgrade(
          "/", Scene.offer(scene.token).replace(Browser.ORIGIN, "https://evil.example"));
      foreign.isClosed(CloseCode.FOREIGN);
    }
    try (Browser browser = scene.showing(scene.token)) {
      browser.enterWithoutPassword();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"43", "421", "4", "s1"})
  void aTokenOfAnotherServerThanThePageNamesIsRefusedAndStaysGood(String other) throws Exception {
    scene.grant();
    try (Browser misled = scene.browser()) {
      String head = misled.upgrade("/", Scene.offer(scene.token, other));
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      misled.isClosed(CloseCode.OTHER_SERVER);
    }
    try (Browser browser = scene.browser()) {
      String head = browser.upgrade("/", Scene.offer(scene.token, "42"));
      assertTrue(head.contains("\r\nSec-WebSocket-Protocol: binary\r\n"), head);
      scene.speaks(browser.enterWithoutPassword());
    }
  }

  @Test
  void theServerCountsWhereTheTokenIsAMessageToo() throws Exception {
    scene.grant();
    try (Browser misled = scene.browser()) {
      misled.upgrade("/", "Sec-WebSocket-Protocol: binary, server.43\r\n");
      misled.send(Frames.TEXT, hex("token." + scene.token.text()));
      misled.isClosed(CloseCode.OTHER_SERVER);
    }
    try (Browser browser = scene.showing(scene.token)) {
      browser.enterWithoutPassword();
    }
  }

  @Test
  void aClientWithoutAnOriginMayIfItsTokenIsGood() throws Exception {
    scene.grant();
    try (Browser client = scene.browser()) {
      client.upgrade("/", "Sec-WebSocket-Protocol: token." + scene.token.text() + "\r\n");
      scene.speaks(client.enterWithoutPassword());
    }
  }

  @Test
  void ifTheMachineEndsBeforeTheViewerComesItIsGone() throws Exception {
    scene.grant();
    scene.server.next().close();
    await().until(() -> scene.proxy.daemon.status().consoles() == 0);
    try (Browser browser = scene.showing(scene.token)) {
      browser.isClosed(CloseCode.GONE);
    }
  }

  @Test
  void whenTheMachineEndsTheViewerIsTold() throws Exception {
    try (Browser browser = scene.entered()) {
      scene.server.next().close();
      browser.isClosed(CloseCode.ENDED);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRevokedSessionEndsWhetherItWaitsOrIsLive(boolean live) throws Exception {
    String revoke =
        "{\"revoke\":\"s1\",\"auth_user\":\"%s\",\"auth_password\":\"%s\"}"
            .formatted(ProxyUnderTest.USER, ProxyUnderTest.USER_PASSWORD);
    Browser browser = live ? scene.entered() : null;
    if (browser == null) {
      scene.grant();
    }
    assertEquals("{\"status\":\"OK\"}", scene.proxy.askAtPort(revoke));
    await().until(() -> scene.proxy.daemon.status().consoles() == 0);
    try (Browser told = browser == null ? scene.showing(scene.token) : browser) {
      told.isClosed(CloseCode.REVOKED);
    }
    scene.server.next().hearsTheEnd();
    assertEquals("{\"status\":\"OK\"}", scene.proxy.askAtPort(revoke));
    assertEquals("{\"status\":\"OK\"}", scene.proxy.askAtSocket("{\"revoke\":\"none\"}"));
    assertTrue(scene.proxy.askAtPort(revoke.replace("hunter", "h")).contains("FAILED"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheProxyStopsWhoWaitsAndWhoIsLiveAreTold(boolean live) throws Exception {
    try (Browser waiting = scene.browser().open();
        Browser browser = live ? scene.entered() : scene.browser().open()) {
      scene.proxy.stop();
      browser.isClosed(CloseCode.STOPPING);
      waiting.isClosed(CloseCode.STOPPING);
    }
  }

  @Test
  void aProjectHasSoManySessionsAndNoMore() throws Exception {
    List<ConsoleToken> tokens = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      tokens.add(ConsoleToken.random());
      scene.grant("s" + n, tokens.get(n));
    }
    String failed = scene.proxy.askAtPort(scene.request("s4"));
    assertTrue(failed.contains("\"reason\":\"Too many consoles of the project\""), failed);
    ProxyUnderTest.port(scene.proxy.askAtPort(scene.request("s4").replace("\"p1\"", "\"p2\"")));
    scene.proxy.set("consoles-per-project", "2");
    scene.proxy.daemon.reload();
    try (Browser browser = scene.showing(tokens.get(0))) {
      browser.isClosed(CloseCode.CROWDED);
    }
    scene.proxy.askAtSocket("{\"revoke\":\"s1\"}");
    await().until(() -> scene.proxy.daemon.status().consoles() == 3);
    try (Browser browser = scene.showing(tokens.get(0))) {
      browser.enterWithoutPassword();
    }
  }

  @Test
  void originsAreReadAnewAndWhatIsWrongChangesNothing() throws Exception {
    scene.grant();
    scene.proxy.set("gateway-origins", "https://other.example");
    scene.proxy.daemon.reload();
    try (Browser browser = scene.showing(scene.token)) {
      browser.isClosed(CloseCode.FOREIGN);
    }
    scene.proxy.set("gateway-origins", "nonsense");
    scene.proxy.daemon.reload();
    assertTrue(
        scene.proxy.daemon.status().problems().get(0).contains("gateway-origins: nonsense is"));
    scene.proxy.set("gateway-origins", "*");
    scene.proxy.daemon.reload();
    try (Browser browser = scene.showing(scene.token)) {
      browser.enterWithoutPassword();
    }
    assertTrue(scene.proxy.daemon.status().isHealthy());
  }

  @Test
  void aPlainRequestIsToldWhatThePortIsForAndAWebSocketAfterItIsFine() throws Exception {
    scene.grant();
    try (Browser plain = scene.browser()) {
      plain.wire.sayText("GET /?token=x HTTP/1.1\r\nHost: h\r\n\r\n");
      String head = plain.head();
      assertTrue(head.startsWith("HTTP/1.1 400 "), head);
      plain.wire.hears(hex("This port is for WebSockets of consoles.\n"));
      plain.wire.hearsTheEnd();
    }
    try (Browser browser = scene.showing(scene.token)) {
      browser.enterWithoutPassword();
    }
  }

  @Test
  void whoIsMuteForTheLongestGivesWayToWhoComes() throws Exception {
    scene.close();
    scene = new Scene(root, Map.of("handshake-timeout-seconds", "60"));
    List<Socket> mute = new ArrayList<>();
    for (int n = 0; n < Gateway.MOST_GUESTS; n++) {
      mute.add(ProxyUnderTest.connect(scene.port));
    }
    scene.grant();
    try (Browser browser = scene.browser()) {
      browser.upgrade("/", "Sec-WebSocket-Protocol: token." + scene.token.text() + "\r\n");
      browser.enterWithoutPassword();
      // each loop takes in its own share of them, and one may be late: the eldest is not known
      List<Socket> first = mute.subList(0, Gateway.MOST_GUESTS / 2);
      await().until(() -> first.stream().anyMatch(GatewayTest::hasEnded));
    }
    for (Socket one : mute) {
      one.close();
    }
  }

  private static boolean hasEnded(Socket socket) {
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read() == -1;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Test
  void aViewerThatTakesNothingHoldsUpNobody() throws Exception {
    try (Browser slow = scene.entered()) {
      Talker flood = scene.server.next();
      Thread flooding =
          new Thread(
              () -> {
                try {
                  flood.socket.getOutputStream().write(new byte[64 << 20]);
                } catch (IOException e) {
                  Thread.onSpinWait();
                }
              });
      flooding.start();
      for (int n = 0; n < 4; n++) {
        ConsoleToken own = ConsoleToken.random();
        scene.grant("other" + n, own);
        try (Browser browser = scene.showing(own)) {
          scene.speaks(browser.enterWithoutPassword()).close();
          browser.isClosed(CloseCode.ENDED);
        }
        await().until(() -> scene.proxy.daemon.status().consoles() == 1);
      }
      assertEquals("82", slow.wire.hear(1), "and what it did not take is still there for it");
      flood.close();
      flooding.join();
    }
  }
}
