package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.ConsoleToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A machine's VNC server, a proxy with a gateway before it, and browsers that come there. */
final class Scene implements AutoCloseable {
  static final String FROM_PAGE = "Origin: " + Browser.ORIGIN + "\r\n";

  /** What a session is granted to, where a test needs one only. */
  final ConsoleToken token = ConsoleToken.random();

  final ServerUnderTest server;
  final ProxyUnderTest proxy;

  /** The gateway's port. */
  final int port;

  private final @Nullable Certificates certificates;

  /** Started, with those settings beside the usual ones; without TLS. */
  Scene(Path root, Map<String, String> more) throws Exception {
    this(root, more, null);
  }

  /** The same with that certificate, for the gateway and for consoles of type vnc-wss. */
  Scene(Path root, Map<String, String> more, @Nullable Certificates certificates) throws Exception {
    this.certificates = certificates;
    port = ProxyUnderTest.freePort();
    server = ServerUnderTest.ofToday();
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway-listen", "127.0.0.1:" + port);
    settings.put("gateway-origins", Browser.ORIGIN);
    if (certificates != null) {
      settings.put("tls-certificate-file", certificates.certificate.toString());
      settings.put("tls-key-file", certificates.key.toString());
    }
    settings.putAll(more);
    proxy = new ProxyUnderTest(root, settings);
  }

  /** A request for a session that waits for the token. */
  String request(String session) {
    return request(session, token);
  }

  private String request(String session, ConsoleToken with) {
    return ProxyUnderTest.atGateway(server.port(), session, with.hash());
  }

  /** A session waits for the token. */
  void grant() throws IOException {
    grant("s1", token);
  }

  /** The same for another token; what was answered. */
  String grant(String session, ConsoleToken with) throws IOException {
    String reply = proxy.askAtPort(request(session, with));
    ProxyUnderTest.port(reply);
    return reply;
  }

  /** A browser at the gateway. */
  Browser browser() throws Exception {
    return new Browser(
        certificates == null
            ? ProxyUnderTest.connect(port)
            : certificates.connect(port, "TLSv1.3"));
  }

  /** A browser at a port of its own. */
  Browser console() throws IOException {
    return new Browser(ProxyUnderTest.connect(proxy.console(server.port(), "vnc-ws")));
  }

  /** The headers with which a page of ours shows the token. */
  static String offer(ConsoleToken with) {
    return FROM_PAGE + "Sec-WebSocket-Protocol: token." + with.text() + ", binary\r\n";
  }

  /** The same of a page that names the server. */
  static String offer(ConsoleToken with, String server) {
    return offer(with).replace(", binary", ", server." + server + ", binary");
  }

  /** A browser that shows the token, whatever comes of it. */
  Browser showing(ConsoleToken shown) throws Exception {
    Browser browser = browser();
    String head = browser.upgrade("/", offer(shown));
    assertTrue(head.startsWith("HTTP/1.1 101 "), head);
    return browser;
  }

  /** A browser whose token was right, and the session is live. */
  Browser entered() throws Exception {
    grant();
    return showing(token).enterWithoutPassword();
  }

  /** Bytes go both ways between that browser and the machine, which is returned. */
  Talker speaks(Browser browser) throws Exception {
    Talker machine = server.next();
    browser.send(Frames.BINARY, "01");
    machine.hears("01");
    machine.say("aabbcc");
    browser.hears("aabbcc");
    return machine;
  }

  @Override
  public void close() throws IOException {
    server.close();
    proxy.close();
  }
}
