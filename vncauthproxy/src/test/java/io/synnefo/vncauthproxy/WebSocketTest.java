package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 40 to 46, and 12: browsers at a console's port, and TLS. */
@Timeout(60)
class WebSocketTest {
  @TempDir static Path keys = Path.of("");
  @TempDir Path root = Path.of("");
  private static Certificates certificates;
  private Scene scene;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(keys, "EC");
  }

  @BeforeEach
  void start() throws Exception {
    Map<String, String> settings =
        Map.of("origins", Browser.ORIGIN, "connect-timeout-seconds", "20");
    scene = new Scene(root, settings, certificates);
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  private static String closeFrame(int code, String why) {
    return "88 " + "%04x".formatted(code) + HexFormat.of().formatHex(why.getBytes(US_ASCII));
  }

  /** Row 41 and the way there and back. */
  @Test
  void aBrowserWithThePasswordSpeaksWithTheMachineInFrames() throws Exception {
    try (Browser browser = scene.console().open().enter()) {
      Talker machine = scene.server.next();
      browser.send(Frames.BINARY, "01");
      machine.hears("01");
      machine.say("aabbcc");
      browser.hears("aabbcc");
      browser.send(Frames.PING, "7071");
      assertEquals("8a 7071", browser.frame());
      browser.send(Frames.CLOSE, "03e8");
      assertEquals(closeFrame(1000, ""), browser.frame());
      machine.hearsTheEnd();
    }
  }

  /** Row 41. */
  @Test
  void theSubprotocolBinaryIsEchoedAndNoneIsFine() throws Exception {
    try (Browser browser = scene.console()) {
      String head = browser.upgrade("Sec-WebSocket-Protocol: binary\r\n");
      assertTrue(head.contains("\r\nSec-WebSocket-Protocol: binary\r\n"), head);
    }
    try (Browser browser = scene.console()) {
      String head = browser.upgrade("");
      assertTrue(head.startsWith("HTTP/1.1 101 ") && !head.contains("Protocol: "), head);
      browser.enter();
    }
  }

  /** Rows 40, 44 and 45: who is refused does not keep out who is meant. */
  @Test
  void aForeignPageAPlainRequestAndAMuteOneDoNotKeepOutTheBrowserThatIsMeant() throws Exception {
    int port = scene.proxy.console(scene.server.port(), "vnc-ws");
    try (Socket mute = ProxyUnderTest.connect(port);
        Browser foreign = new Browser(ProxyUnderTest.connect(port));
        Browser plain = new Browser(ProxyUnderTest.connect(port))) {
      assertTrue(foreign.upgrade("Origin: https://evil.example\r\n").startsWith("HTTP/1.1 403 "));
      plain.wire.sayText("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      assertTrue(plain.head().startsWith("HTTP/1.1 400 "));
      assertEquals(-1, plain.wire.socket.getInputStream().read());
      try (Browser meant = new Browser(ProxyUnderTest.connect(port))) {
        meant.open().enter();
        assertEquals(-1, mute.getInputStream().read());
        assertThrows(IOException.class, () -> ProxyUnderTest.connect(port).close());
      }
    }
  }

  /** Row 40: portals have origins of their own, and the password protects. */
  @Test
  void asItIsInstalledPagesOfAllOriginsMayConnect() throws Exception {
    Path other = Files.createDirectory(root.resolve("as-installed"));
    try (Scene installed = new Scene(other, Map.of(), certificates);
        Browser foreign = installed.console()) {
      assertTrue(foreign.upgrade("Origin: https://evil.example\r\n").startsWith("HTTP/1.1 101 "));
    }
  }

  /** Rows 35 and 45. */
  @ParameterizedTest
  @ValueSource(strings = {"vnc-ws", "vnc-wss"})
  void manyMuteOnesDoNotKeepOutTheBrowserThatIsMeant(String type) throws Exception {
    Map<String, String> patient =
        Map.of(
            "connect-timeout-seconds",
            "50",
            "handshake-timeout-seconds",
            "50",
            "tls-certificate-file",
            certificates.certificate.toString(),
            "tls-key-file",
            certificates.key.toString());
    List<Socket> mute = new ArrayList<>();
    Path own = Files.createDirectory(root.resolve("patient"));
    try (ProxyUnderTest other = new ProxyUnderTest(own, patient)) {
      int port = other.console(scene.server.port(), type);
      for (int n = 0; n < 24; n++) {
        mute.add(ProxyUnderTest.connect(port));
      }
      Socket socket =
          type.equals("vnc-ws")
              ? ProxyUnderTest.connect(port)
              : certificates.connect(port, "TLSv1.3");
      try (Browser meant = new Browser(socket)) {
        meant.open().enter();
      }
    } finally {
      for (Socket socket : mute) {
        socket.close();
      }
    }
  }

  /** Row 42. */
  @Test
  void aWrongPasswordIsToldByRfbAndByTheCloseFrame() throws Exception {
    try (Browser browser = scene.console().open()) {
      browser.authenticate("guessed1");
      browser.hears(
          "00000001" + "0000000e" + HexFormat.of().formatHex("Wrong password".getBytes(US_ASCII)));
      assertEquals(closeFrame(1008, "Wrong password"), browser.frame());
      browser.wire.hearsTheEnd();
    }
  }

  /** Row 43. */
  @Test
  void whenTheMachineEndsTheBrowserIsTold() throws Exception {
    try (Browser browser = scene.console().open().enter()) {
      scene.server.next().close();
      assertEquals(closeFrame(1001, "The console has ended"), browser.frame());
      browser.wire.hearsTheEnd();
    }
  }

  @Test
  void whenTheProxyStopsTheBrowserIsTold() throws Exception {
    try (Browser browser = scene.console().open().enter()) {
      scene.server.next();
      scene.proxy.stop();
      assertEquals(closeFrame(1001, "Server is shutting down"), browser.frame());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1003, a frame is text", "3, 1002, a frame is of no kind that there is"})
  void aFrameThatBreaksTheRulesIsToldByItsCode(int opcode, int code, String why) throws Exception {
    try (Browser browser = scene.console().open().enter()) {
      browser.send(opcode, "6869");
      assertEquals(closeFrame(code, why), browser.frame());
    }
  }

  /** Row 46. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void overTlsTheSameIsSpoken(String version) throws Exception {
    int port = scene.proxy.console(scene.server.port(), "vnc-wss");
    byte[] sent = new byte[3 << 20];
    new Random(7).nextBytes(sent);
    try (Browser browser = new Browser(certificates.connect(port, version))) {
      browser.open().enter();
      Talker machine = scene.server.next();
      Thread sending =
          new Thread(
              () -> {
                try {
                  machine.socket.getOutputStream().write(sent);
                  machine.close();
                } catch (IOException e) {
                  Thread.onSpinWait();
                }
              });
      sending.start();
      assertArrayEquals(sent, browser.data(sent.length));
      assertEquals(closeFrame(1001, "The console has ended"), browser.frame());
      assertEquals("", browser.wire.hearAll());
      sending.join();
    }
  }

  @Test
  void noVersionOfTlsBeforeOneTwoIsSpoken() throws Exception {
    TlsKeys keys = new TlsKeys(certificates.certificate, certificates.key);
    assertArrayEquals(new String[] {"TLSv1.3", "TLSv1.2"}, keys.engine().getEnabledProtocols());
  }

  /** Row 12. */
  @Test
  void whoSpeaksPlainlyAtTheTlsControlPortIsLeft() throws Exception {
    Path other = Files.createDirectory(root.resolve("tls"));
    Certificates own = new Certificates(other, "RSA");
    Map<String, String> settings =
        Map.of(
            "control-tls",
            "on",
            "tls-certificate-file",
            own.certificate.toString(),
            "tls-key-file",
            own.key.toString());
    try (ProxyUnderTest encrypted = new ProxyUnderTest(other, settings);
        Talker plain = Talker.at(encrypted.port)) {
      String request = ProxyUnderTest.ofTheFinalForm(scene.server.port(), "vnc");
      plain.sayText(request);
      plain.hearsTheEnd();
      try (Socket client = own.connect(encrypted.port, "TLSv1.2")) {
        client.getOutputStream().write(request.getBytes(US_ASCII));
        byte[] reply = client.getInputStream().readAllBytes();
        ProxyUnderTest.port(new String(reply, US_ASCII));
      }
    }
  }
}
