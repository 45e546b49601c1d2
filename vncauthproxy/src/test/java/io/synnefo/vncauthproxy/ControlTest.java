package io.synnefo.vncauthproxy;

import static io.synnefo.vncauthproxy.ProxyUnderTest.failed;
import static io.synnefo.vncauthproxy.ProxyUnderTest.of2011;
import static io.synnefo.vncauthproxy.ProxyUnderTest.ofTheFinalForm;
import static io.synnefo.vncauthproxy.ProxyUnderTest.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The control protocol at its sockets: rows 1 to 15 of the table of what the genuine daemon does,
 * each as it is kept or better.
 */
@Timeout(60)
class ControlTest {
  private static final String MALFORMED = failed(Dialect.NETWORK, "Malformed request");
  private static final String NOT_HE =
      failed(Dialect.NETWORK, "vncauthproxy authentication failure: wrong password");

  @TempDir Path root = Path.of("");
  private ServerUnderTest server;
  private ProxyUnderTest proxy;

  @BeforeEach
  void start() throws Exception {
    server = ServerUnderTest.ofToday();
    proxy = new ProxyUnderTest(root, Map.of("consoles-max", "8"));
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    proxy.close();
  }

  /** Row 1, in the form of 2011. */
  @Test
  void aRequestOfTwentyElevenGetsAPortAndNoMore() throws Exception {
    assertEquals(
        "{\"source_port\":" + proxy.firstPort + ",\"status\":\"OK\"}",
        proxy.askAtSocket(of2011(server.port())));
  }

  /** Row 1, in the final form. */
  @Test
  void aRequestOfTheFinalFormGetsAPortAndTheProxysAddress() throws Exception {
    assertEquals(
        "{\"source_port\":"
            + proxy.firstPort
            + ",\"status\":\"OK\",\"proxy_address\":\"proxy.example.org\"}",
        proxy.askAtPort(ofTheFinalForm(server.port(), "vnc")));
  }

  /** Rows 2, 3, 32 and 33. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[1, 2]",
        "{nonsense",
        "{\"source_port\":0}",
        "{\"source_port\":1e99999999999}", // the parser has no number for it
        "{\"source_port\":\"none\",\"destination_address\":\"h\",\"destination_port\":1}",
      })
  void whatIsNoRequestFailsWithAReasonAtOnce(String text) throws Exception {
    for (Dialect dialect : Dialect.values()) {
      assertEquals(failed(dialect, "Malformed request"), proxy.ask(dialect, text));
    }
    assertEquals(0, proxy.daemon.status().consoles());
  }

  /** Rows 32 and 33. */
  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "12345678", "null"})
  void aConsoleWithoutARealPasswordIsRefused(String password) throws Exception {
    for (Dialect dialect : Dialect.values()) {
      String request = request(dialect, server.port()).replace("\"s3cret12\"", password);
      assertEquals(failed(dialect, "Malformed request"), proxy.ask(dialect, request));
    }
  }

  /** Row 4. */
  @Test
  void aTypeThatThereIsNotIsRefusedByName() throws Exception {
    assertEquals(
        failed(Dialect.NETWORK, "spice not supported"),
        proxy.askAtPort(ofTheFinalForm(server.port(), "spice")));
    assertEquals(
        failed(Dialect.NETWORK, "vnc-wss not supported"), // no certificate is set
        proxy.askAtPort(ofTheFinalForm(server.port(), "vnc-wss")));
  }

  /** Row 5. */
  @Test
  void aWrongUserAndAWrongPasswordAreRefusedInTheSameWords() throws Exception {
    String request = ofTheFinalForm(server.port(), "vnc");
    assertEquals(NOT_HE, proxy.askAtPort(request.replace("hunter2", "hunter3")));
    assertEquals(NOT_HE, proxy.askAtPort(request.replace("\"snf\"", "\"nobody\"")));
    assertTrue(proxy.askAtPort(request).contains("\"OK\""));
    assertEquals(NOT_HE, proxy.askAtPort(request.replace("hunter2", "hunter3")));
  }

  /** Row 6. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void furtherKeysATrailingNewlineAndPortsAsTextAreAccepted(Dialect dialect) throws Exception {
    String request =
        request(dialect, server.port())
            .replace("\"source_port\":0", "\"more\":{\"a\":[1]},\"source_port\":\"0\"")
            .replace(":" + server.port(), ":\"" + server.port() + "\"");
    ProxyUnderTest.port(proxy.ask(dialect, request + "\n"));
  }

  /** Row 7. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aRequestMayBeLongButNotWithoutEnd(Dialect dialect) throws Exception {
    String request = request(dialect, server.port());
    String padded = request.replace("}", ",\"more\":\"" + "x".repeat(15_000) + "\"}");
    ProxyUnderTest.port(proxy.ask(dialect, padded));
    assertEquals(
        failed(dialect, "Malformed request"),
        proxy.ask(dialect, request.replace("}", ",\"m\":\"" + "x".repeat(1 << 17))));
  }

  /** Row 8. */
  @Test
  void aRequestMayComeInAsManySegmentsAsItLikes() throws Exception {
    try (Socket connection = ProxyUnderTest.connect(proxy.port)) {
      connection.setTcpNoDelay(true);
      for (byte one : ofTheFinalForm(server.port(), "vnc").getBytes(UTF_8)) {
        connection.getOutputStream().write(one);
        connection.getOutputStream().flush();
      }
      ProxyUnderTest.port(new String(connection.getInputStream().readAllBytes(), UTF_8));
    }
    ProxyUnderTest.port(ProxyUnderTest.ask(proxy.socket, of2011(server.port()), 1));
  }

  /** Row 9. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void theSecondRequestOfAConnectionIsNotAnsweredAndDoesNotHarmTheFirst(Dialect dialect)
      throws Exception {
    String request = request(dialect, server.port());
    assertEquals(proxy.firstPort, ProxyUnderTest.port(proxy.ask(dialect, request + request)));
    assertEquals(1, proxy.daemon.status().counts().requests());
  }

  /** Row 10, and a request that never ends. */
  @Test
  void whoIsMuteIsLeftAndHoldsUpNobody() throws Exception {
    List<Socket> mute = new ArrayList<>();
    try {
      for (int n = 0; n < 200; n++) {
        mute.add(ProxyUnderTest.connect(proxy.port));
      }
      mute.get(0).getOutputStream().write("{\"source_port\"".getBytes(UTF_8));
      ProxyUnderTest.port(proxy.askAtPort(ofTheFinalForm(server.port(), "vnc")));
      assertEquals(MALFORMED, new String(mute.get(0).getInputStream().readAllBytes(), UTF_8));
      assertEquals(-1, mute.get(199).getInputStream().read());
    } finally {
      for (Socket socket : mute) {
        socket.close();
      }
    }
  }

  /** Row 13. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aPortThatIsAskedForIsGivenIfItIsFree(Dialect dialect) throws Exception {
    int free = ProxyUnderTest.freePort();
    String request =
        request(dialect, server.port()).replace("\"source_port\":0", "\"source_port\":" + free);
    assertEquals(free, ProxyUnderTest.port(proxy.ask(dialect, request)));
    assertEquals(
        failed(dialect, "Port " + free + " is another console's"), proxy.ask(dialect, request));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String busy = request.replace(":" + free + ",", ":" + taken.getLocalPort() + ",");
      assertEquals(
          failed(dialect, "Port " + taken.getLocalPort() + " cannot be listened at"),
          proxy.ask(dialect, busy));
    }
  }

  /** Row 14, and that ports come back. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void whenAllPortsAreLentARequestFailsUntilOneComesBack(Dialect dialect) throws Exception {
    String request = request(dialect, server.port());
    Set<Integer> ports = new HashSet<>();
    for (int n = 0; n < ProxyUnderTest.POOL; n++) {
      ports.add(ProxyUnderTest.port(proxy.ask(dialect, request)));
    }
    assertEquals(ProxyUnderTest.POOL, ports.size());
    assertEquals(failed(dialect, "No port is free"), proxy.ask(dialect, request));
    await().until(() -> proxy.daemon.status().freePorts() == ProxyUnderTest.POOL);
    assertTrue(ports.contains(ProxyUnderTest.port(proxy.ask(dialect, request))));
  }

  /** Row 15. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aPortThatIsBusyElsewhereIsPassedOver(Dialect dialect) throws Exception {
    try (ServerSocket busy =
        new ServerSocket(proxy.firstPort, 1, InetAddress.getLoopbackAddress())) {
      String reply = proxy.ask(dialect, request(dialect, server.port()));
      assertNotEquals(busy.getLocalPort(), ProxyUnderTest.port(reply));
    }
  }

  @Test
  void theGroupMayAskForConsolesTheOwnerAloneForTheStatusAndTheSocketsGoWithTheProxy()
      throws Exception {
    assertEquals("rw-rw----", mode(proxy.socket));
    assertEquals("rw-------", mode(proxy.statusSocket)); // it lists consoles, and kills them
    proxy.stop();
    assertTrue(Files.notExists(proxy.socket) && Files.notExists(proxy.statusSocket));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void usersAreReadAnewAndAFileThatIsWrongChangesNothing() throws Exception {
    String request = ofTheFinalForm(server.port(), "vnc").replace("hunter2", "new");
    assertEquals(NOT_HE, proxy.askAtPort(request));
    Files.writeString(proxy.usersFile, "snf:" + Users.hash("new") + "\n");
    proxy.daemon.reload();
    ProxyUnderTest.port(proxy.askAtPort(request));
    Files.writeString(proxy.usersFile, "snf\n");
    assertTrue(
        ProxyUnderTest.ask(proxy.statusSocket, "reload\n").startsWith("needs an operator\n"));
    ProxyUnderTest.port(proxy.askAtPort(request));
  }
}
