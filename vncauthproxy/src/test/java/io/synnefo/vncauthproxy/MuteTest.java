package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.program.StatusClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody connects and says nothing, wherever one can: rows 10, 11 and 35. */
@Timeout(60)
class MuteTest {
  /** Where one can connect to; over TLS his part of the handshake is what he never says. */
  enum Place {
    CONTROL_SOCKET,
    CONTROL,
    CONTROL_OVER_TLS,
    STATUS_SOCKET,
    METRICS,
    GATEWAY,
    GATEWAY_OVER_TLS,
    VNC,
    VNC_WS,
    VNC_WSS;

    boolean isEncrypted() {
      return this == CONTROL_OVER_TLS || this == GATEWAY_OVER_TLS || this == VNC_WSS;
    }

    /** As the control protocol has it, for a viewer's place. */
    String type() {
      return switch (this) {
        case VNC -> "vnc";
        case VNC_WS -> "vnc-ws";
        case VNC_WSS -> "vnc-wss";
        default -> throw new IllegalStateException("no console's port");
      };
    }
  }

  @TempDir static Path keys = Path.of("");
  @TempDir Path root = Path.of("");
  private static Certificates certificates;
  private final int metrics = ProxyUnderTest.freePort();

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(keys, "EC");
  }

  private Scene scene(Place place, int patience) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("metrics-listen", "127.0.0.1:" + metrics);
    settings.put("connect-timeout-seconds", "60"); // it is not by this that he is ended
    settings.put("handshake-timeout-seconds", "2"); // who is not mute may be slow
    settings.put("control-timeout-seconds", Integer.toString(patience));
    settings.put("control-tls", place == Place.CONTROL_OVER_TLS ? "on" : "off");
    return new Scene(root, settings, place.isEncrypted() ? certificates : null);
  }

  @ParameterizedTest
  @EnumSource
  void whoIsMuteIsEndedInTimeAndHoldsUpNobody(Place place) throws Exception {
    try (Scene scene = scene(place, 2)) {
      connect(scene, place).close(); // one who leaves at once harms nobody, either
      try (SocketChannel mute = connect(scene, place)) {
        anotherIsAnswered(scene, place);
        assertEquals(place == Place.VNC ? Browser.V3_8.length() / 2 : 0, hearAll(mute));
      }
      anotherIsAnswered(scene, place);
    }
  }

  /** As many as there are places for, and one more; with time enough to be there till the end. */
  @ParameterizedTest
  @CsvSource({
    "CONTROL_SOCKET, 1025",
    "CONTROL, 1025",
    "CONTROL_OVER_TLS, 1025",
    "STATUS_SOCKET, 17",
    "METRICS, 17"
  })
  void howeverManyAreMuteOthersAreAnswered(Place place, int many) throws Exception {
    List<SocketChannel> mute = new ArrayList<>();
    try (Scene scene = scene(place, 600)) {
      for (int n = 0; n < many; n++) {
        mute.add(connect(scene, place));
      }
      anotherIsAnswered(scene, place);
    } finally {
      for (SocketChannel one : mute) {
        one.close();
      }
    }
  }

  private SocketChannel connect(Scene scene, Place place) throws IOException {
    return switch (place) {
      case CONTROL_SOCKET -> connect(scene.proxy.socket);
      case STATUS_SOCKET -> connect(scene.proxy.statusSocket);
      case CONTROL, CONTROL_OVER_TLS -> connect(scene.proxy.port);
      case METRICS -> connect(metrics);
      case GATEWAY, GATEWAY_OVER_TLS -> connect(scene.port);
      case VNC, VNC_WS, VNC_WSS -> connect(scene.proxy.console(scene.server.port(), place.type()));
    };
  }

  private static SocketChannel connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return channel;
  }

  private static SocketChannel connect(int port) throws IOException {
    return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** How many bytes come until the proxy ends it. */
  private static int hearAll(SocketChannel mute) throws IOException {
    ByteBuffer heard = ByteBuffer.allocate(64);
    int all = 0;
    int count = 0;
    while (count >= 0) {
      all += count;
      count = mute.read(heard.clear());
    }
    return all;
  }

  private void anotherIsAnswered(Scene scene, Place place) throws Exception {
    int server = scene.server.port();
    switch (place) {
      case CONTROL_SOCKET ->
          ProxyUnderTest.port(scene.proxy.askAtSocket(ProxyUnderTest.of2011(server)));
      case CONTROL -> scene.proxy.console(server, "vnc");
      case CONTROL_OVER_TLS -> {
        try (Socket client = certificates.connect(scene.proxy.port, "TLSv1.3")) {
          ProxyUnderTest.port(said(client, ProxyUnderTest.ofTheFinalForm(server, "vnc")));
        }
      }
      case STATUS_SOCKET -> {
        String answer = StatusClient.ask(scene.proxy.statusSocket, "table");
        assertTrue(answer.startsWith(StatusDesk.WELL), answer);
      }
      case METRICS -> {
        try (Socket client = ProxyUnderTest.connect(metrics)) {
          String answer = said(client, "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n");
          assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        }
      }
      case GATEWAY, GATEWAY_OVER_TLS -> {
        try (Browser browser = scene.browser().open()) {
          browser.send(Frames.TEXT, "00");
          browser.isClosed(CloseCode.MALFORMED);
        }
      }
      case VNC -> Talker.at(scene.proxy.console(server, "vnc")).enter().close();
      case VNC_WS -> entersAndLeaves(scene.console());
      case VNC_WSS -> {
        int port = scene.proxy.console(server, "vnc-wss");
        entersAndLeaves(new Browser(certificates.connect(port, "TLSv1.3")));
      }
    }
  }

  private static void entersAndLeaves(Browser browser) throws IOException {
    browser.open().enter();
    browser.send(Frames.CLOSE, "03e8");
    browser.isClosed(End.NORMAL);
    browser.close();
  }

  private static String said(Socket to, String question) throws IOException {
    to.getOutputStream().write(question.getBytes(UTF_8));
    return new String(to.getInputStream().readAllBytes(), UTF_8);
  }
}
