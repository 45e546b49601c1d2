package io.synnefo.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import io.synnefo.wire.vnc.VncProxyException;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies behind TLS: whom the settings trust, and who is none. */
@Timeout(60)
class ProxyTlsTest {
  @TempDir static Path certificates = Path.of("");
  private static Certificate localhost;
  private static Certificate other;

  @TempDir Path root = Path.of("");
  private final GenuineDaemon daemon = new GenuineDaemon(false);
  private final List<ControlPort> ports = new ArrayList<>();
  private VncServer machine;

  @BeforeAll
  static void certificates() throws Exception {
    localhost = new Certificate(certificates, "localhost");
    other = new Certificate(certificates, "other.example.org");
  }

  @BeforeEach
  void start() throws Exception {
    machine = new VncServer();
  }

  @AfterEach
  void stop() throws Exception {
    for (ControlPort port : ports) {
      port.close();
    }
    machine.close();
    daemon.close();
  }

  private static VncProxyConnectionFactory proxies(ServerSocket server, ProxyTls tls) {
    return Proxies.of(
        Duration.ofSeconds(3),
        new VncProxy.AtPort(
            "localhost",
            server.getLocalPort(),
            GenuineDaemon.USER,
            ProxySecret.of(GenuineDaemon.PASSWORD),
            Optional.of(tls)));
  }

  private static ProxyTls trusting(Certificate who, boolean strict) {
    return new ProxyTls(Optional.of(who.pem), strict);
  }

  private String whyNot(ServerSocket server, ProxyTls tls) {
    VncProxyException e =
        assertThrows(
            VncProxyException.class,
            () -> Proxies.open(proxies(server, tls), Proxies.console(machine.port())));
    Attempt attempt = e.attempts().get(0);
    assertEquals(false, attempt.answered(), attempt.toString());
    return attempt.reason();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void strictMeansTheAuthorityAndTheName(String version) throws Exception {
    ServerSocket server = localhost.listen(version);
    ports.add(ControlPort.at(server, daemon::serve));
    Proxies.open(proxies(server, trusting(localhost, true)), Proxies.console(machine.port()));
    assertEquals(1, daemon.received.size());
    String why = whyNot(server, trusting(other, true));
    assertTrue(why.startsWith("TLS failed: ") && why.contains("certification path"), why);
  }

  @Test
  void withoutStrictTheNameMayBeAnotherAndWithoutAnAuthorityAllMay() throws Exception {
    ServerSocket server = other.listen("TLSv1.3");
    ports.add(ControlPort.at(server, daemon::serve));
    String why = whyNot(server, trusting(other, true));
    assertTrue(why.contains("localhost"), why);
    Proxies.open(proxies(server, trusting(other, false)), Proxies.console(machine.port()));
    Proxies.open(
        proxies(server, new ProxyTls(Optional.empty(), false)), Proxies.console(machine.port()));
    why = whyNot(server, trusting(localhost, false));
    assertTrue(why.contains("certification path"), why);
    assertEquals(2, daemon.received.stream().filter(one -> !one.isEmpty()).count());
  }

  /** Row 12, from the other side: and no request goes out. */
  @Test
  void whoSpeaksNoTlsIsToldNothing() throws Exception {
    ServerSocket server = ControlPort.listen(0);
    ports.add(ControlPort.at(server, daemon::serve));
    String why = whyNot(server, trusting(localhost, true));
    assertTrue(why.startsWith("TLS failed: ") || why.startsWith("cannot be used: "), why);
    assertTrue(
        daemon.received.stream().noneMatch(one -> one.contains("hunter2")),
        daemon.received::toString);
  }

  /** Row 11, from the other side. */
  @Test
  void whoShakesNoHandsTakesTheTimeOfOneRequest() throws Exception {
    ServerSocket server = ControlPort.listen(0);
    ports.add(ControlPort.at(server, (in, out) -> in.transferTo(OutputStream.nullOutputStream())));
    assertEquals("no connection within its time", whyNot(server, trusting(localhost, true)));
  }

  @Test
  void theFileOfAuthoritiesIsReadAtEachConnection() throws Exception {
    ServerSocket server = localhost.listen("TLSv1.3");
    ports.add(ControlPort.at(server, daemon::serve));
    Path file = root.resolve("ca.pem");
    ProxyTls tls = new ProxyTls(Optional.of(file), true);
    VncProxyConnectionFactory proxies = proxies(server, tls);
    assertEquals("there is no file " + file, whyNot(server, tls));
    Files.copy(localhost.pem, file);
    Proxies.open(proxies, Proxies.console(machine.port()));
    assertEquals(1, daemon.received.size());
  }
}
