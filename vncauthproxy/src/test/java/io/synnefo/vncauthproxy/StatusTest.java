package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.program.StatusClient;
import io.synnefo.program.UnixListener;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Health and figures, and a log that keeps secrets. */
@Timeout(60)
class StatusTest {
  @TempDir Path root = Path.of("");
  private int metrics;
  private ProxyUnderTest proxy;

  @BeforeEach
  void start() throws Exception {
    metrics = ProxyUnderTest.freePort();
    proxy = new ProxyUnderTest(root, Map.of("metrics-listen", "127.0.0.1:" + metrics));
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  private String http(String request) throws IOException {
    try (Socket socket = ProxyUnderTest.connect(metrics)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void theStatusTellsConsolesPortsAndUsers() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.ofToday()) {
      proxy.console(server.port(), "vnc");
      String answer = StatusClient.ask(proxy.statusSocket, "json");
      assertTrue(answer.startsWith(StatusDesk.WELL), answer);
      String json = answer.substring(answer.indexOf('\n'));
      JsonObject status = Json.createReader(new StringReader(json)).readObject();
      assertTrue(status.getBoolean("healthy"));
      assertEquals(1, status.getInt("consoles"));
      assertEquals(ProxyUnderTest.POOL - 1, status.getInt("free_ports"));
      assertEquals(1, status.getInt("users"));
      assertEquals(1, status.getInt("opened"));
      String table = StatusClient.ask(proxy.statusSocket, "table");
      assertTrue(
          table.contains("1 now of " + proxy.daemon.status().mostConsoles() + " at most, 1 so far"),
          table);
    }
  }

  @Test
  void aUsersFileThatIsGoneNeedsAnOperatorAndTakesNobodysRight() throws Exception {
    Files.delete(proxy.usersFile);
    String answer = StatusClient.ask(proxy.statusSocket, "reload");
    assertTrue(answer.startsWith("needs an operator\n"), answer);
    assertTrue(answer.contains("the users are those from before: there is no "), answer);
    try (ServerUnderTest server = ServerUnderTest.ofToday()) {
      proxy.console(server.port(), "vnc");
    }
    Files.createFile(
        proxy.usersFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertTrue(StatusClient.ask(proxy.statusSocket, "reload").startsWith(StatusDesk.WELL));
    assertEquals(0, proxy.daemon.status().users());
  }

  @Test
  void prometheusGetsItsFigures() throws Exception {
    String answer = http("GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(answer.contains("\nsynnefo_vncauthproxy_up 1\n"), answer);
    assertTrue(
        answer.contains("\nsynnefo_vncauthproxy_free_ports " + ProxyUnderTest.POOL + "\n"), answer);
    String most = Integer.toString(proxy.daemon.status().mostConsoles());
    assertTrue(answer.contains("\nsynnefo_vncauthproxy_consoles_max " + most + "\n"), answer);
  }

  @Test
  void atTheLimitOfConsolesAnOperatorIsNeededUntilOneEnds() throws Exception {
    Path other = Files.createDirectory(root.resolve("other"));
    try (ServerUnderTest server = ServerUnderTest.ofToday();
        ProxyUnderTest full =
            new ProxyUnderTest(
                other, Map.of("consoles-max", "2", "connect-timeout-seconds", "5"))) {
      full.console(server.port(), "vnc");
      assertTrue(full.daemon.status().isHealthy());
      full.console(server.port(), "vnc");
      String refused = full.askAtSocket(ProxyUnderTest.of2011(server.port()));
      assertTrue(refused.contains("\"Too many consoles: as many as consoles-max (2)\""), refused);
      String answer = StatusClient.ask(full.statusSocket, "json");
      assertTrue(answer.startsWith("needs an operator\n"), answer);
      assertTrue(answer.contains("[\"as many consoles as consoles-max (2)\"]"), answer);
      assertTrue(answer.contains("\"consoles_max\":2"), answer);
      await().until(() -> full.daemon.status().isHealthy()); // nobody came
    }
  }

  @ParameterizedTest
  @CsvSource({"GET / HTTP/1.1, 404", "POST /metrics HTTP/1.1, 404", "nonsense, 400"})
  void whoAsksForAnythingElseIsTold(String line, int code) throws Exception {
    assertTrue(http(line + "\r\n\r\n").startsWith("HTTP/1.1 " + code + " "));
  }

  @Test
  void aSecondProxyIsRefusedAndTheFirstIsUnharmed() throws Exception {
    Map<String, String> same = Map.of("control-socket", proxy.socket.toString());
    Path other = Files.createDirectory(root.resolve("other"));
    IOException refused =
        assertThrows(IOException.class, () -> new ProxyUnderTest(other, same).close());
    assertEquals("already running: a proxy answers at " + proxy.socket, refused.getMessage());
    assertTrue(StatusClient.ask(proxy.statusSocket, "table").startsWith(StatusDesk.WELL));
  }

  @Test
  void whatAKilledProxyLeftIsCleared() throws Exception {
    Path other = Files.createDirectory(root.resolve("other"));
    Sockets.unix("left", other.resolve("ctrl.sock"), UnixListener.For.GROUP).close();
    assertTrue(Files.exists(other.resolve("ctrl.sock")));
    new ProxyUnderTest(other, Map.of()).close();
  }

  @Test
  void aFileInTheSocketsPlaceStays() throws Exception {
    Path file = Files.writeString(root.resolve("file"), "mine");
    IOException refused =
        assertThrows(
            IOException.class, () -> Sockets.unix("control-socket", file, UnixListener.For.GROUP));
    assertEquals("control-socket: " + file + " is there and is no socket", refused.getMessage());
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void noPasswordIsEverInTheLog() throws Exception {
    try (LogUnderTest log = new LogUnderTest();
        ServerUnderTest server = ServerUnderTest.ofToday()) {
      String request = ProxyUnderTest.ofTheFinalForm(server.port(), "vnc");
      int port = ProxyUnderTest.port(proxy.askAtPort(request));
      try (Talker viewer = Talker.at(port)) {
        viewer.authenticate("guessed1");
        viewer.hearAll();
      }
      proxy.askAtPort(request.replace("hunter2", "hunter3"));
      proxy.askAtPort(request.replace("\"type\"", "\"typ\""));
      proxy.askAtPort(request.substring(0, request.length() - 1));
      proxy.askAtSocket(request.replace("127.0.0.1", "no such\\nhost"));
      proxy.stop();
      assertTrue(log.text().contains("a viewer was turned away: Wrong password"), log.text());
      for (String secret :
          new String[] {"hunter", "s3cret12", "guessed1", "no such\nhost", "$6$"}) {
        assertFalse(log.text().contains(secret), secret);
      }
    }
  }
}
