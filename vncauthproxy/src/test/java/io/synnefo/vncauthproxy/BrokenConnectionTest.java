package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;

import io.synnefo.wire.vnc.ConsoleToken;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is killed, and says no more that he goes: a machine's end is its end, however it comes. */
@Timeout(60)
class BrokenConnectionTest {
  @TempDir Path root = Path.of("");
  private int gateway;
  private ServerUnderTest server;
  private ProxyUnderTest proxy;

  @BeforeEach
  void start() throws Exception {
    gateway = ProxyUnderTest.freePort();
    server = ServerUnderTest.ofToday();
    proxy = new ProxyUnderTest(root, Map.of("gateway-listen", "127.0.0.1:" + gateway));
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    proxy.close();
  }

  private Browser entered() throws Exception {
    ConsoleToken token = ConsoleToken.random();
    ProxyUnderTest.port(
        proxy.askAtSocket(ProxyUnderTest.atGateway(server.port(), "s1", token.hash())));
    Browser browser = new Browser(ProxyUnderTest.connect(gateway));
    browser.upgrade("/?token=" + token.text(), "");
    return browser.enterWithoutPassword();
  }

  /** A connection that is closed so is reset. */
  private static void kill(Talker side) throws Exception {
    side.socket.setSoLinger(true, 0);
    side.close();
  }

  /** Whether the viewer is silent, or says something that the machine never reads. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theViewerOfAMachineThatIsKilledIsToldThatItEnded(boolean amidSpeech) throws Exception {
    try (Browser browser = entered()) {
      Talker machine = server.next();
      machine.say("aabbcc");
      browser.hears("aabbcc");
      if (amidSpeech) {
        browser.send(Frames.BINARY, "0102");
      }
      kill(machine);
      browser.isClosed(CloseCode.ENDED);
    }
  }

  @Test
  void atAPortOfItsOwnTheBrowserIsToldToo() throws Exception {
    int port = proxy.console(server.port(), "vnc-ws");
    try (Browser browser = new Browser(ProxyUnderTest.connect(port)).open().enter()) {
      kill(server.next());
      browser.isClosed(End.GONE);
    }
  }

  @Test
  void whenTheViewerIsCutOffTheMachineIsLetGo() throws Exception {
    Browser browser = entered();
    Talker machine = server.next();
    kill(browser.wire);
    machine.hearsTheEnd();
    await().until(() -> proxy.daemon.status().consoles() == 0);
  }
}
