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
  private static final String FROM_PAGE = "Origin: " + Browser.ORIGIN + "\r\n";

  @TempDir Path root = Path.of("");
  private final ConsoleToken token = ConsoleToken.random();
  private int port;
  private ServerUnderTest server;
  private ProxyUnderTest proxy;

  @BeforeEach
  void start() throws Exception {
    port = ProxyUnderTest.freePort();
    server = ServerUnderTest.ofToday();
    proxy =
        new ProxyUnderTest(
            root,
            Map.of(
                "gateway-listen",
                "127.0.0.1:" + port,
                "gateway-origins",
                Browser.ORIGIN,
                "consoles-per-project",
                "3"));
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    proxy.close();
  }

  private String request(String session) {
    return ProxyUnderTest.atGateway(server.port(), session, token.hash());
  }

  /** A session waits for the token. */
  private void grant() throws IOException {
    grant("s1", token);
  }

  private void grant(String session, ConsoleToken with) throws IOException {
    ProxyUnderTest.port(
        proxy.askAtPort(ProxyUnderTest.atGateway(server.port(), session, with.hash())));
  }

  private Browser browser() throws IOException {
    return new Browser(ProxyUnderTest.connect(port));
  }

  private static String offer(ConsoleToken with) {
    return FROM_PAGE + "Sec-WebSocket-Protocol: token." + with.text() + ", binary\r\n";
  }

  /** A browser that shows the token, whatever comes of it. */
  private Browser showing(ConsoleToken shown) throws IOException {
    Browser browser = browser();
    String head = browser.upgrade("/", offer(shown));
    assertTrue(head.startsWith("HTTP/1.1 101 "), head);
    return browser;
  }

  private Browser entered() throws IOException {
    grant();
    return showing(token).enterWithoutPassword();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }

  private Talker speaks(Browser browser) throws Exception {
    Talker machine = server.next();
    browser.send(Frames.BINARY, "01");
    machine.hears("01");
    machine.say("aabbcc");
    browser.hears("aabbcc");
    return machine;
  }

  @Test
  void aTokenAmongTheSubprotocolsOpensAndOnlyBinaryIsAnswered() throws Exception {
    grant();
    try (Browser browser = browser()) {
      String head = browser.upgrade("/websockify", offer(token));
      assertTrue(head.contains("\r\nSec-WebSocket-Protocol: binary\r\n"), head);
      assertFalse(head.contains("token"), head);
      speaks(browser.enterWithoutPassword());
    }
  }

  @Test
  void aTokenInTheQueryOpensAsNovasDoes() throws Exception {
    grant();
    try (Browser browser = browser()) {
      browser.upgrade("/?token=" + token.text(), FROM_PAGE);
      speaks(browser.enterWithoutPassword());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Frames.TEXT, Frames.BINARY})
  void aTokenThatIsTheFirstMessageOpens(int opcode) throws Exception {
    grant();
    try (Browser browser = browser().open()) {
      browser.send(opcode, hex("token." + token.text()));
      speaks(browser.enterWithoutPassword());
      browser.send(Frames.TEXT, "00"); // text is for the token alone
      assertTrue(browser.frame().startsWith("88 03eb"));
    }
  }

  @Test
  void aFirstMessageInPiecesOpensToo() throws Exception {
    grant();
    try (Browser browser = browser().open()) {
      browser.sendFrame(Frames.TEXT, hex("tok"));
      browser.send(Frames.PING, "70");
      assertEquals("8a 70", browser.frame());
      browser.sendFrame(Frames.CONTINUATION, hex("en." + token.text().substring(0, 20)));
      browser.send(Frames.CONTINUATION, hex(token.text().substring(20)));
      speaks(browser.enterWithoutPassword());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"token.", "token.abc", "", "T", "token.%sx", "token.%s%s", "tokan.%s"})
  void aFirstMessageThatIsNoTokenIsMalformed(String text) throws Exception {
    try (Browser browser = browser().open()) {
      browser.send(Frames.TEXT, hex(text.replace("%s", token.text())));
      browser.isClosed(CloseCode.MALFORMED);
    }
  }

  @Test
  void whoNeverSaysATokenIsToldSoInTheEnd() throws Exception {
    try (Browser browser = browser().open()) {
      browser.sendFrame(Frames.TEXT, hex("token."));
      browser.isClosed(CloseCode.MALFORMED);
    }
  }

  @Test
  void aTokenThatNobodyGrantedIsUnknown() throws Exception {
    try (Browser browser = showing(token)) {
      browser.isClosed(CloseCode.UNKNOWN);
    }
  }

  @Test
  void aTokenOpensOnceEvenIfManyShowItAtOnce() throws Exception {
    grant();
    List<Browser> all = new ArrayList<>();
    for (int n = 0; n < 12; n++) {
      all.add(browser().open());
    }
    List<Thread> threads = new ArrayList<>();
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    for (Browser browser : all) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  browser.send(Frames.BINARY, hex("token." + token.text()));
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
    ProxyUnderTest.port(proxy.askAtPort(request("s1").replace("\"ttl\":60", "\"ttl\":5")));
    await().until(() -> proxy.daemon.status().consoles() == 0);
    try (Browser browser = showing(token)) {
      browser.isClosed(CloseCode.EXPIRED);
    }
    server.next().hearsTheEnd();
  }

  @Test
  void aForeignPageIsRefusedAndTheTokenStaysGood() throws Exception {
    grant();
    try (Browser foreign = browser()) {
      foreign.upgrade("/", offer(token).replace(Browser.ORIGIN, "https://evil.example"));
      foreign.isClosed(CloseCode.FOREIGN);
    }
    try (Browser browser = showing(token)) {
      browser.enterWithoutPassword();
    }
  }

  @Test
  void aClientWithoutAnOriginMayIfItsTokenIsGood() throws Exception {
    grant();
    try (Browser client = browser()) {
      client.upgrade("/", "Sec-WebSocket-Protocol: token." + token.text() + "\r\n");
      speaks(client.enterWithoutPassword());
    }
  }

  @Test
  void ifTheMachineEndsBeforeTheViewerComesItIsGone() throws Exception {
    grant();
    server.next().close();
    await().until(() -> proxy.daemon.status().consoles() == 0);
    try (Browser browser = showing(token)) {
      browser.isClosed(CloseCode.GONE);
    }
  }

  @Test
  void whenTheMachineEndsTheViewerIsTold() throws Exception {
    try (Browser browser = entered()) {
      server.next().close();
      browser.isClosed(CloseCode.ENDED);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRevokedSessionEndsWhetherItWaitsOrIsLive(boolean live) throws Exception {
    String revoke =
        "{\"revoke\":\"s1\",\"auth_user\":\"%s\",\"auth_password\":\"%s\"}"
            .formatted(ProxyUnderTest.USER, ProxyUnderTest.USER_PASSWORD);
    Browser browser = live ? entered() : null;
    if (browser == null) {
      grant();
    }
    assertEquals("{\"status\":\"OK\"}", proxy.askAtPort(revoke));
    await().until(() -> proxy.daemon.status().consoles() == 0);
    try (Browser told = browser == null ? showing(token) : browser) {
      told.isClosed(CloseCode.REVOKED);
    }
    server.next().hearsTheEnd();
    assertEquals("{\"status\":\"OK\"}", proxy.askAtPort(revoke));
    assertEquals("{\"status\":\"OK\"}", proxy.askAtSocket("{\"revoke\":\"none\"}"));
    assertTrue(proxy.askAtPort(revoke.replace("hunter", "h")).contains("FAILED"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheProxyStopsWhoWaitsAndWhoIsLiveAreTold(boolean live) throws Exception {
    try (Browser waiting = browser().open();
        Browser browser = live ? entered() : browser().open()) {
      proxy.stop();
      browser.isClosed(CloseCode.STOPPING);
      waiting.isClosed(CloseCode.STOPPING);
    }
  }

  @Test
  void aProjectHasSoManySessionsAndNoMore() throws Exception {
    List<ConsoleToken> tokens = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      tokens.add(ConsoleToken.random());
      grant("s" + n, tokens.get(n));
    }
    String failed = proxy.askAtPort(request("s4"));
    assertTrue(failed.contains("\"reason\":\"Too many consoles of the project\""), failed);
    ProxyUnderTest.port(proxy.askAtPort(request("s4").replace("\"p1\"", "\"p2\"")));
    proxy.set("consoles-per-project", "2");
    proxy.daemon.reload();
    try (Browser browser = showing(tokens.get(0))) {
      browser.isClosed(CloseCode.CROWDED);
    }
    proxy.askAtSocket("{\"revoke\":\"s1\"}");
    await().until(() -> proxy.daemon.status().consoles() == 3);
    try (Browser browser = showing(tokens.get(0))) {
      browser.enterWithoutPassword();
    }
  }

  @Test
  void originsAreReadAnewAndWhatIsWrongChangesNothing() throws Exception {
    grant();
    proxy.set("gateway-origins", "https://other.example");
    proxy.daemon.reload();
    try (Browser browser = showing(token)) {
      browser.isClosed(CloseCode.FOREIGN);
    }
    proxy.set("gateway-origins", "nonsense");
    proxy.daemon.reload();
    assertTrue(proxy.daemon.status().problems().get(0).contains("gateway-origins: nonsense is"));
    proxy.set("gateway-origins", "*");
    proxy.daemon.reload();
    try (Browser browser = showing(token)) {
      browser.enterWithoutPassword();
    }
    assertTrue(proxy.daemon.status().isHealthy());
  }

  @Test
  void aPlainRequestIsToldWhatThePortIsForAndAWebSocketAfterItIsFine() throws Exception {
    grant();
    try (Browser plain = browser()) {
      plain.wire.sayText("GET /?token=x HTTP/1.1\r\nHost: h\r\n\r\n");
      String head = plain.head();
      assertTrue(head.startsWith("HTTP/1.1 400 "), head);
      plain.wire.hears(hex("This port is for WebSockets of consoles.\n"));
      plain.wire.hearsTheEnd();
    }
    try (Browser browser = showing(token)) {
      browser.enterWithoutPassword();
    }
  }

  @Test
  void whoIsMuteForTheLongestGivesWayToWhoComes() throws Exception {
    proxy.close();
    ProxyUnderTest patient =
        new ProxyUnderTest(
            root, Map.of("gateway-listen", "127.0.0.1:" + port, "handshake-timeout-seconds", "60"));
    proxy = patient;
    List<Socket> mute = new ArrayList<>();
    for (int n = 0; n < Gateway.MOST_GUESTS; n++) {
      mute.add(ProxyUnderTest.connect(port));
    }
    grant();
    try (Browser browser = browser()) {
      browser.upgrade("/", "Sec-WebSocket-Protocol: token." + token.text() + "\r\n");
      browser.enterWithoutPassword();
      assertEquals(-1, mute.get(0).getInputStream().read());
    }
    for (Socket one : mute) {
      one.close();
    }
  }

  @Test
  void aViewerThatTakesNothingHoldsUpNobody() throws Exception {
    try (Browser slow = entered()) {
      Talker flood = server.next();
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
        grant("other" + n, own);
        try (Browser browser = showing(own)) {
          speaks(browser.enterWithoutPassword()).close();
          browser.isClosed(CloseCode.ENDED);
        }
        await().until(() -> proxy.daemon.status().consoles() == 1);
      }
      assertEquals("82", slow.wire.hear(1), "and what it did not take is still there for it");
      flood.close();
      flooding.join();
    }
  }
}
