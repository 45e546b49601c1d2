package io.synnefo.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import io.synnefo.wire.vnc.VncProxyException;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The genuine daemon's two control dialects, by the rows of what it was seen to do. */
@Timeout(60)
class GenuineDaemonTest {
  private static final String NO_REASON = "refused without a reason; its log may have one";

  @TempDir Path root = Path.of("");
  private final GenuineDaemon daemon = new GenuineDaemon(false);
  private final GenuineDaemon of2011 = new GenuineDaemon(true);
  private VncServer machine;
  private int port;
  private ControlPort network;
  private ControlPort socket;
  private VncProxyConnectionFactory proxies;

  @BeforeEach
  void start() throws Exception {
    machine = new VncServer();
    ServerSocket server = ControlPort.listen(0);
    port = server.getLocalPort();
    network = ControlPort.at(server, daemon::serve);
    socket = ControlPort.at(root.resolve("ctrl.sock"), of2011::serve);
    proxies = Proxies.of(Proxies.at(port));
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
    socket.close();
    daemon.close();
    of2011.close();
    machine.close();
  }

  private List<Attempt> refused(VncProxyConnectionFactory by, ConsoleRequest request) {
    return assertThrows(VncProxyException.class, () -> Proxies.open(by, request)).attempts();
  }

  /** Row 1. */
  @Test
  void aConsoleWaitsWhereTheDaemonSays() throws Exception {
    ConsoleDoor<?> door = Proxies.open(proxies, Proxies.console(machine.port()));
    assertEquals("127.0.0.1:" + port, door.proxy());
    assertEquals(GenuineDaemon.ADDRESS, door.address());
    new Socket(InetAddress.getLoopbackAddress(), door.port()).close();
    assertEquals(
        List.of(
            "{\"source_port\":0,\"destination_address\":\"127.0.0.1\",\"destination_port\":"
                + machine.port()
                + ",\"password\":\"s3cret12\",\"type\":\"vnc\",\"auth_user\":\"synnefo\","
                + "\"auth_password\":\"hunter2\"}"),
        daemon.received);
  }

  /** Row 1, of 2011. */
  @Test
  void aDaemonOf2011IsAskedAtItsSocketAndTellsNoAddress() throws Exception {
    ConsoleDoor<?> door = Proxies.open(atSocket(), Proxies.console(machine.port()));
    assertEquals("unix:" + root.resolve("ctrl.sock"), door.proxy());
    assertEquals(null, door.address());
    new Socket(InetAddress.getLoopbackAddress(), door.port()).close();
    assertEquals(
        List.of(
            "{\"source_port\":0,\"destination_address\":\"127.0.0.1\",\"destination_port\":"
                + machine.port()
                + ",\"password\":\"s3cret12\",\"type\":\"vnc\"}"),
        of2011.received);
  }

  private VncProxyConnectionFactory atSocket() {
    return Proxies.of(new VncProxy.AtSocket(root.resolve("ctrl.sock")));
  }

  /** It reads no type: the plain console that it opens is not what was asked for. */
  @Test
  void aDaemonOf2011HasNoWebSockets() {
    String name = "unix:" + root.resolve("ctrl.sock");
    assertEquals(
        List.of(new Attempt(name, true, "knows no vnc-ws")),
        refused(atSocket(), Proxies.console(ConsoleType.VNC_WS, machine.port())));
  }

  /** Rows 2, 3, 6, 7 and 8: that the replay is one. */
  @Test
  void theReplayReceivesOnceAndSaysWhatTheDaemonSays() throws Exception {
    String failed = "{\"source_port\": 0, \"status\": \"FAILED\", \"proxy_address\": null}";
    String request = request();
    String ok = ".*\"status\": \"OK\", \"proxy_address\": \"proxy.example.org\"}";
    assertEquals(failed, ask("{\"sour"));
    assertEquals(failed, ask("[1]"));
    assertEquals(failed, ask(request.replace("\"source_port\":0", "\"source_port\":\"a\"")));
    assertEquals("", ask(request.replace("\"type\":\"vnc\",", "")));
    assertTrue(ask(request.replace("{", "{\"more\":1,") + "\n").matches(ok));
    assertTrue(
        ask(request.replace(":" + machine.port(), ":\"" + machine.port() + "\"")).matches(ok));
    assertEquals(failed, inTwoPieces(request));
    assertEquals(failed, ask(request.replace("{", "{\"more\":\"" + "x".repeat(1024) + "\",")));
  }

  private String request() {
    return "{\"source_port\":0,\"destination_address\":\"127.0.0.1\",\"destination_port\":"
        + machine.port()
        + ",\"password\":\"s3cret12\",\"type\":\"vnc\",\"auth_user\":\"synnefo\","
        + "\"auth_password\":\"hunter2\"}";
  }

  private String ask(String request) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(request.getBytes(UTF_8));
      return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private String inTwoPieces(String request) throws IOException {
    int before = daemon.received.size();
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setTcpNoDelay(true);
      client.getOutputStream().write(request.substring(0, 20).getBytes(UTF_8));
      while (daemon.received.size() == before) {
        Thread.onSpinWait();
      }
      return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** Row 4: what is newer than it. */
  @Test
  void itsOwnWordsTellATypeThatItDoesNotKnow() {
    assertEquals(
        List.of(new Attempt("127.0.0.1:" + port, true, "gateway not supported")),
        refused(proxies, Proxies.console(ConsoleType.GATEWAY, machine.port())));
  }

  /** Row 5. */
  @ParameterizedTest
  @CsvSource({
    "synnefo, wrong1, vncauthproxy authentication failure: wrong password",
    "nobody, hunter2, vncauthproxy authentication failure: user not found",
  })
  void itsOwnWordsTellWhoIsNotKnown(String user, String password, String why) {
    assertEquals(
        List.of(new Attempt("127.0.0.1:" + port, true, why)),
        refused(Proxies.of(Proxies.at(port, user, password)), Proxies.console(machine.port())));
  }

  /** Row 7: it would see half of it. */
  @Test
  void aRequestThatIsTooLongIsNotSent() {
    VncProxy proxy = Proxies.at(port, "synnefo", "p".repeat(1000));
    List<Attempt> attempts = refused(Proxies.of(proxy), Proxies.console(machine.port()));
    assertEquals(1, attempts.size());
    assertTrue(
        attempts.get(0).reason().endsWith(" bytes are more than the 1023 that every proxy takes"),
        attempts.toString());
    assertEquals(List.of(), daemon.received);
  }

  /** Row 9. */
  @Test
  void eachRequestHasAConnectionOfItsOwn() throws Exception {
    for (int i = 0; i < 5; i++) {
      Proxies.open(proxies, Proxies.console(machine.port()));
    }
    assertEquals(5, daemon.received.size());
    assertEquals(5, daemon.received.stream().filter(one -> one.endsWith("}")).count());
  }

  /** Row 14. */
  @Test
  void aRefusalWithoutAReasonIsSaidToBeOne() {
    daemon.pool(0);
    assertEquals(
        List.of(new Attempt("127.0.0.1:" + port, true, NO_REASON)),
        refused(proxies, Proxies.console(machine.port())));
  }

  /** Rows 16 and 17. */
  @Test
  void aMachineThatCannotBeReachedIsARefusal() throws Exception {
    int nobody = machine.port();
    machine.close();
    List<Attempt> expected = List.of(new Attempt("127.0.0.1:" + port, true, NO_REASON));
    assertEquals(expected, refused(proxies, Proxies.console(nobody)));
    assertEquals(
        expected,
        refused(
            proxies,
            new ConsoleRequest(ConsoleType.VNC, "no-such-host.invalid", 1, "pw", "", null)));
  }

  /** Row 18: two seconds of the replay's are a minute of the daemon's. */
  @Test
  void aMachineThatIsSilentIsARefusalWhenTheDaemonHasWaitedLongEnough() throws Exception {
    try (ServerSocket silent = ControlPort.listen(0)) {
      assertEquals(
          List.of(new Attempt("127.0.0.1:" + port, true, NO_REASON)),
          refused(proxies, Proxies.console(silent.getLocalPort())));
    }
  }

  @Test
  void itsSessionsCannotBeEndedByUs() {
    VncProxyException e =
        assertThrows(VncProxyException.class, () -> proxies.revoke("127.0.0.1:" + port, "s-1"));
    assertEquals(
        List.of(new Attempt("127.0.0.1:" + port, false, "closed the connection without an answer")),
        e.attempts());
    assertFalse(String.valueOf(e.getMessage()).contains("hunter2"));
  }
}
