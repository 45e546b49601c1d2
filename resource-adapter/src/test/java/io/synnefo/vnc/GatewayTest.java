package io.synnefo.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.VncProxyException;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control protocol's words of the gateway, in both dialects. */
@Timeout(60)
class GatewayTest {
  private static final String GRANT =
      "{\"source_port\":0,\"destination_address\":\"127.0.0.1\",\"destination_port\":5900,"
          + "\"password\":\""
          + Proxies.CONSOLE_PASSWORD
          + "\",\"project\":\"p-1\",\"type\":\"gateway\",\"session\":\"s-1\",\"token_hash\":\""
          + Proxies.HASH
          + "\",\"ttl\":60,\"server\":\"42\",\"user\":\"ada\"";
  private static final String LOGIN = ",\"auth_user\":\"synnefo\",\"auth_password\":\"hunter2\"";

  @TempDir Path root = Path.of("");
  private final List<String> received = new CopyOnWriteArrayList<>();
  private String reply = "";
  private ControlPort network;
  private ControlPort socket;
  private VncProxy atPort;
  private VncProxy atSocket;

  @BeforeEach
  void start() throws IOException {
    ServerSocket server = ControlPort.listen(0);
    network = ControlPort.at(server, this::serve);
    atPort = Proxies.at(server.getLocalPort());
    socket = ControlPort.at(root.resolve("ctrl.sock"), this::serve);
    atSocket = new VncProxy.AtSocket(root.resolve("ctrl.sock"));
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
    socket.close();
  }

  private void serve(InputStream in, OutputStream out) throws IOException {
    byte[] request = new byte[4096];
    received.add(new String(request, 0, Math.max(0, in.read(request)), UTF_8));
    out.write(reply.getBytes(UTF_8));
  }

  @Test
  void theProxyIsToldWhoMayComeAndTellsWhere() throws Exception {
    reply =
        "{\"source_port\":6080,\"status\":\"OK\",\"proxy_address\":\"p\","
            + "\"gateway\":\"wss://p:6080/\"}";
    ConsoleRequest request = Proxies.console(ConsoleType.GATEWAY, 5900);
    for (VncProxy proxy : List.of(atSocket, atPort)) {
      assertEquals(
          new ConsoleDoor<>(request, proxy.name(), "p", 6080, URI.create("wss://p:6080/")),
          Proxies.open(Proxies.of(proxy), request));
    }
    assertEquals(List.of(GRANT + "}", GRANT + LOGIN + "}"), received);
  }

  @Test
  void aSessionIsEndedAtItsProxyAndNowhereElse() throws Exception {
    reply = "{\"status\":\"OK\"}";
    Proxies.of(atPort, atSocket).revoke(atSocket.name(), "s-1");
    Proxies.of(atPort, atSocket).revoke(atPort.name(), "s-1");
    assertEquals(List.of("{\"revoke\":\"s-1\"}", "{\"revoke\":\"s-1\"" + LOGIN + "}"), received);
  }

  @Test
  void aSessionThatCannotBeEndedIsTold() {
    reply = "{\"status\":\"FAILED\",\"reason\":\"Server is shutting down\"}";
    assertEquals(
        List.of(new Attempt(atSocket.name(), true, "Server is shutting down")),
        notRevoked(atSocket.name()));
    assertEquals(
        List.of(new Attempt("elsewhere", false, "is not configured any more")),
        notRevoked("elsewhere"));
  }

  private List<Attempt> notRevoked(String proxy) {
    return assertThrows(
            VncProxyException.class, () -> Proxies.of(atPort, atSocket).revoke(proxy, "s-1"))
        .attempts();
  }

  @Test
  void whatNoProxyCouldTakeIsNotAsked() {
    ConsoleRequest empty = new ConsoleRequest(ConsoleType.VNC, "127.0.0.1", 5900, "", "", null);
    assertThrows(IllegalArgumentException.class, () -> Proxies.open(Proxies.of(atPort), empty));
    assertEquals(List.of(), received);
  }
}
