package io.synnefo.vncauthproxy;

import static io.synnefo.vncauthproxy.ProxyUnderTest.of2011;
import static io.synnefo.vncauthproxy.ProxyUnderTest.ofTheFinalForm;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The control protocol at its sockets: rows 1 to 15 of the table of what the genuine daemon does,
 * each as it is kept or better.
 */
@Timeout(60)
class ControlTest {
  private static final String FAILED =
      "{\"source_port\":0,\"status\":\"FAILED\",\"proxy_address\":null,\"reason\":\"%s\"}";
  private static final String MALFORMED = FAILED.formatted("Malformed request");
  private static final String NOT_HE =
      FAILED.formatted("vncauthproxy authentication failure: wrong password");

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
        "{\"source_port\":\"none\",\"destination_address\":\"h\",\"destination_port\":1}",
      })
  void whatIsNoRequestFailsWithAReasonAtOnce(String text) throws Exception {
    assertEquals(MALFORMED, proxy.askAtPort(text));
    assertEquals(
        "{\"source_port\":0,\"status\":\"FAILED\",\"reason\":\"Malformed request\"}",
        proxy.askAtSocket(text));
    assertEquals(0, proxy.daemon.status().consoles());
  }

  /** Rows 32 and 33. */
  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "12345678", "null"})
  void aConsoleWithoutARealPasswordIsRefused(String password) throws Exception {
    String request = ofTheFinalForm(server.port(), "vnc").replace("\"s3cret12\"", password);
    assertEquals(MALFORMED, proxy.askAtPort(request));
  }

  /** Row 4. */
  @Test
  void aTypeThatThereIsNotIsRefusedByName() throws Exception {
    assertEquals(
        FAILED.formatted("spice not supported"),
        proxy.askAtPort(ofTheFinalForm(server.port(), "spice")));
    assertEquals(
        FAILED.formatted("vnc-wss not supported"), // no certificate is set
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
  @Test
  void furtherKeysATrailingNewlineAndPortsAsTextAreAccepted() throws Exception {
    String request =
        ofTheFinalForm(server.port(), "vnc")
            .replace("\"source_port\":0", "\"more\":{\"a\":[1]},\"source_port\":\"0\"")
            .replace(":" + server.port(), ":\"" + server.port() + "\"");
    ProxyUnderTest.port(proxy.askAtPort(request + "\n"));
  }

  /** Row 7. */
  @Test
  void aRequestMayBeLongButNotWithoutEnd() throws Exception {
    String request = ofTheFinalForm(server.port(), "vnc");
    String padded = request.replace("}", ",\"more\":\"" + "x".repeat(15_000) + "\"}");
    ProxyUnderTest.port(proxy.askAtPort(padded));
    assertEquals(
        MALFORMED, proxy.askAtPort(request.replace("}", ",\"m\":\"" + "x".repeat(1 << 17))));
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
  }

  /** Row 9. */
  @Test
  void theSecondRequestOfAConnectionIsNotAnsweredAndDoesNotHarmTheFirst() throws Exception {
    String request = ofTheFinalForm(server.port(), "vnc");
    assertEquals(proxy.firstPort, ProxyUnderTest.port(proxy.askAtPort(request + request)));
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

  /** Row 10 of the form of 2011, whose daemon waited for him, and died when he left. */
  @Test
  void whoIsMuteAtTheUnixSocketHoldsUpNobodyAndMayLeave() throws Exception {
    try (SocketChannel mute = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      mute.connect(UnixDomainSocketAddress.of(proxy.socket));
      ProxyUnderTest.port(proxy.askAtSocket(of2011(server.port())));
    }
    ProxyUnderTest.port(proxy.askAtSocket(of2011(server.port())));
  }

  /** Row 13. */
  @Test
  void aPortThatIsAskedForIsGivenIfItIsFree() throws Exception {
    int free = ProxyUnderTest.freePort();
    String request =
        ofTheFinalForm(server.port(), "vnc")
            .replace("\"source_port\":0", "\"source_port\":" + free);
    assertEquals(free, ProxyUnderTest.port(proxy.askAtPort(request)));
    assertEquals(
        FAILED.formatted("Port " + free + " is another console's"), proxy.askAtPort(request));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String busy = request.replace(":" + free + ",", ":" + taken.getLocalPort() + ",");
      assertEquals(
          FAILED.formatted("Port " + taken.getLocalPort() + " cannot be listened at"),
          proxy.askAtPort(busy));
    }
  }

  /** Row 14, and that ports come back. */
  @Test
  void whenAllPortsAreLentARequestFailsUntilOneComesBack() throws Exception {
    Set<Integer> ports = new HashSet<>();
    for (int n = 0; n < ProxyUnderTest.POOL; n++) {
      ports.add(proxy.console(server.port(), "vnc"));
    }
    assertEquals(ProxyUnderTest.POOL, ports.size());
    assertEquals(
        FAILED.formatted("No port is free"), proxy.askAtPort(ofTheFinalForm(server.port(), "vnc")));
    await().until(() -> proxy.daemon.status().freePorts() == ProxyUnderTest.POOL);
    assertTrue(ports.contains(proxy.console(server.port(), "vnc")));
  }

  /** Row 15. */
  @Test
  void aPortThatIsBusyElsewhereIsPassedOver() throws Exception {
    try (ServerSocket busy =
        new ServerSocket(proxy.firstPort, 1, InetAddress.getLoopbackAddress())) {
      assertNotEquals(busy.getLocalPort(), proxy.console(server.port(), "vnc"));
    }
  }

  @Test
  void theUnixSocketIsForOwnerAndGroupAndGoesWithTheProxy() throws Exception {
    assertEquals(
        "rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(proxy.socket)));
    proxy.stop();
    assertTrue(Files.notExists(proxy.socket) && Files.notExists(proxy.statusSocket));
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
