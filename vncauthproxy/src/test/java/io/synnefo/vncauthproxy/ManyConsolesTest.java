package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.ConsoleToken;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 47, and what a node with many users sees; {@code -Dsynnefo.long=console} has full counts. */
@Timeout(300)
class ManyConsolesTest {
  private static final boolean LONG = System.getProperty("synnefo.long", "").equals("console");
  private static final int MANY = LONG ? 2000 : 150;
  private static final int BURST = LONG ? MANY : 40; // each by a thread
  private static final int PORTS = MANY + MANY / 4;

  /** Not always the same ones: others on this machine may run these tests at the same time. */
  private static final int FIRST_PORT =
      26_000 + (LONG ? 0 : (int) (ProcessHandle.current().pid() % 10) * PORTS);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "consoles-per-project",
          Integer.toString(MANY),
          "ports",
          FIRST_PORT + "-" + (FIRST_PORT + PORTS - 1),
          "control-timeout-seconds",
          "60",
          "handshake-timeout-seconds",
          LONG ? "15" : "3",
          "server-timeout-seconds",
          "60",
          "connect-timeout-seconds",
          "120");

  @TempDir Path root = Path.of("");
  private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();
  private Scene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new Scene(root, SETTINGS);
  }

  @AfterEach
  void close() throws Exception {
    scene.server.close(); // first: one who leaves over TLS waits for the other side's end
    for (AutoCloseable one : open) {
      one.close();
    }
    scene.close();
  }

  /** What one of a burst does; what he has got stays open. */
  private interface SetUp {
    AutoCloseable begin(int n) throws Exception;
  }

  /** So many at once, each by a thread of its own, and none is lost. */
  private void burst(SetUp setUp) throws Exception {
    for (int n = 0; n < 16; n++) {
      scene.server.serveMore(); // else its one thread would wait for each round of the proxy's
    }
    List<Callable<Boolean>> all = new ArrayList<>();
    for (int n = 0; n < BURST; n++) {
      int which = n;
      all.add(() -> open.add(setUp.begin(which)));
    }
    ExecutorService crowd = Executors.newFixedThreadPool(BURST);
    try {
      for (Future<Boolean> one : crowd.invokeAll(all)) {
        assertTrue(one.get());
      }
    } finally {
      crowd.shutdownNow();
    }
    assertEquals(BURST, scene.proxy.daemon.status().consoles());
    await().until(() -> scene.proxy.daemon.status().counts().entered() == BURST);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void ofABurstOfRequestsAndViewersNoneIsLostAndNoPortIsLentTwice(Dialect dialect)
      throws Exception {
    Queue<Integer> ports = new ConcurrentLinkedQueue<>();
    String request = ProxyUnderTest.request(dialect, scene.server.port());
    burst(
        n -> {
          int port = ProxyUnderTest.port(scene.proxy.ask(dialect, request));
          ports.add(port);
          return Talker.at(port).enter();
        });
    assertEquals(BURST, new HashSet<>(ports).size());
  }

  @Test
  void ofABurstAtTheGatewayNoneIsLost() throws Exception {
    burst(
        n -> {
          ConsoleToken token = ConsoleToken.random();
          scene.grant("s" + n, token);
          return scene.showing(token).enterWithoutPassword();
        });
  }

  /** Handshakes of many at once take so long that many are there who have asked nothing yet. */
  @Test
  void ofABurstOverTlsNoneIsLostWhereItAsksAndWhereItsViewersCome() throws Exception {
    scene.close();
    Certificates certificates = new Certificates(root, "EC");
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("control-tls", "on");
    settings.put("handshake-timeout-seconds", "60"); // both sides are worked by the same processors
    scene = new Scene(root, settings, certificates);
    burst(
        n -> {
          ConsoleToken token = ConsoleToken.random();
          String request = ProxyUnderTest.atGateway(scene.server.port(), "s" + n, token.hash());
          try (Socket asking = certificates.connect(scene.proxy.port, "TLSv1.3")) {
            asking.getOutputStream().write(request.getBytes(UTF_8));
            ProxyUnderTest.port(new String(asking.getInputStream().readAllBytes(), UTF_8));
          }
          return scene.showing(token).enterWithoutPassword();
        });
  }

  @Test
  void amongManyConsolesThatRestEachIsStillItsOwn() throws Exception {
    List<Talker> viewers = new ArrayList<>();
    List<Talker> machines = new ArrayList<>();
    for (int n = 0; n < MANY; n++) {
      viewers.add(Talker.at(scene.proxy.console(scene.server.port(), "vnc")).enter());
      machines.add(scene.server.next());
    }
    for (int n = MANY - 1; n >= 0; n--) {
      machines.get(n).say("%08x".formatted(n));
      viewers.get(n).say("%08x".formatted(~n));
    }
    for (int n = 0; n < MANY; n++) {
      viewers.get(n).hears("%08x".formatted(n));
      machines.get(n).hears("%08x".formatted(~n));
      viewers.get(n).close();
      machines.get(n).close();
    }
    awaitNoConsole();
  }

  private void awaitNoConsole() {
    await().atMost(Duration.ofSeconds(60)).until(() -> scene.proxy.daemon.status().consoles() == 0);
    assertEquals(PORTS, scene.proxy.daemon.status().freePorts());
  }

  /** Viewers come to whichever loop's turn it is, and each to his own console. */
  @Test
  void amongManySessionsAtTheGatewayEachIsStillItsOwn() throws Exception {
    List<Browser> viewers = new ArrayList<>();
    List<Talker> machines = new ArrayList<>();
    for (int n = 0; n < MANY; n++) {
      ConsoleToken token = ConsoleToken.random();
      scene.grant("s" + n, token);
      machines.add(scene.server.next());
      viewers.add(scene.showing(token).enterWithoutPassword());
    }
    for (int n = MANY - 1; n >= 0; n--) {
      machines.get(n).say("%08x".formatted(n));
      viewers.get(n).send(Frames.BINARY, "%08x".formatted(~n));
    }
    for (int n = 0; n < MANY; n++) {
      viewers.get(n).hears("%08x".formatted(n));
      machines.get(n).hears("%08x".formatted(~n));
      machines.get(n).close();
      viewers.get(n).isClosed(CloseCode.ENDED);
      viewers.get(n).close();
    }
    awaitNoConsole();
  }

  /** A console at each port of the pool that nobody else on this machine has. */
  private List<Integer> allPorts(String type) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int n = 0; n < PORTS; n++) {
      String reply =
          scene.proxy.askAtPort(ProxyUnderTest.ofTheFinalForm(scene.server.port(), type));
      if (reply.contains("No port is free")) {
        break;
      }
      ports.add(ProxyUnderTest.port(reply));
    }
    assertTrue(ports.size() >= MANY, ports.size() + " ports");
    return ports;
  }

  /** Each has the console that it came to until its time is up, and nobody else's. */
  @Test
  void whoIsMuteAtEachPortOfThePoolKeepsItForAWhileAndHoldsUpNobodyAtTheGateway() throws Exception {
    List<Talker> mute = new ArrayList<>();
    for (int port : allPorts("vnc")) {
      mute.add(Talker.at(port));
    }
    scene.entered().close();
    for (Talker one : mute) {
      one.hears(Browser.V3_8);
      one.hearsTheEnd();
      one.close();
    }
    awaitNoConsole();
    Talker.at(scene.proxy.console(scene.server.port(), "vnc")).enter().close();
  }

  /** A port that is meant for a WebSocket asks several what they want. */
  @Test
  void whoIsMuteAtEachPortForBrowsersDoesNotKeepOutTheBrowserThatIsMeant() throws Exception {
    List<Integer> ports = allPorts("vnc-ws");
    List<Talker> mute = new ArrayList<>();
    for (int port : ports) {
      mute.add(Talker.at(port));
    }
    for (int n = 0; n < ports.size(); n++) {
      try (Browser browser = new Browser(ProxyUnderTest.connect(ports.get(n)))) {
        browser.open().enter();
      }
      mute.get(n).hearsTheEnd();
      mute.get(n).close();
    }
    awaitNoConsole();
  }
}
