package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.program.StatusClient;
import io.synnefo.wire.vnc.ConsoleToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A proxy whose JVM has room for the buffers of eight consoles. */
@Timeout(120)
class BuffersTest {
  private static final int ROOM = 8;
  private static final int STUCK = 3; // of each kind
  private static final int STRANGERS = 100;
  private static final String PARTIAL_RECORD = "160301020001";

  @TempDir Path root = Path.of("");
  private final List<Talker> talkers = new ArrayList<>();
  private final AtomicLong flooded = new AtomicLong();
  private ServerUnderTest server;
  private Certificates certificates;
  private ProxyProcess proxy;
  private int gateway;

  @BeforeEach
  void start() throws Exception {
    server = ServerUnderTest.ofToday();
    certificates = new Certificates(root, "EC");
    gateway = ProxyUnderTest.freePort();
    proxy =
        new ProxyProcess(
            root,
            List.of("-XX:MaxDirectMemorySize=2m"),
            "ports=31040-31079",
            "gateway-listen=127.0.0.1:" + gateway,
            "gateway-origins=*",
            "tls-certificate-file=" + certificates.certificate,
            "tls-key-file=" + certificates.key,
            "handshake-timeout-seconds=100");
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    for (Talker talker : talkers) {
      talker.close();
    }
    server.close();
  }

  private String ask(String request) throws IOException {
    return ProxyUnderTest.ask(proxy.socket, request);
  }

  private Talker atPort() throws Exception {
    Talker viewer = Talker.at(ProxyUnderTest.port(ask(ProxyUnderTest.of2011(server.port()))));
    talkers.add(viewer);
    return viewer.enter();
  }

  private Browser atGateway(String session) throws Exception {
    ConsoleToken token = ConsoleToken.random();
    ProxyUnderTest.port(ask(ProxyUnderTest.atGateway(server.port(), session, token.hash())));
    Browser viewer = new Browser(certificates.connect(gateway, "TLSv1.3"));
    talkers.add(viewer.wire);
    viewer.upgrade("/?token=" + token.text(), "");
    return viewer.enterWithoutPassword();
  }

  /** The machine says more than anybody takes. */
  private void flood(Talker machine) {
    Thread thread =
        new Thread(
            () -> {
              byte[] bytes = new byte[64 << 10];
              try {
                OutputStream out = machine.socket.getOutputStream();
                while (!machine.socket.isClosed()) {
                  out.write(bytes);
                  flooded.addAndGet(bytes.length);
                }
              } catch (IOException e) {
                Thread.onSpinWait(); // the proxy has ended
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void awaitStuck() {
    AtomicLong before = new AtomicLong();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> flooded.get() > 0 && before.getAndSet(flooded.get()) == flooded.get());
  }

  @Test
  void whoNeverReadsAndWhoNeverEndsHisTlsRecordTakeNobodysConsoleAway() throws Exception {
    Talker viewer = atPort();
    Talker machine = server.next();
    Browser browser = atGateway("other");
    Talker browsersMachine = server.next();
    for (int n = 0; n < STUCK; n++) {
      atPort();
      flood(server.next());
      atGateway("s" + n);
      flood(server.next());
    }
    for (int n = 0; n < STRANGERS; n++) {
      Talker stranger = Talker.at(gateway);
      talkers.add(stranger);
      stranger.say(PARTIAL_RECORD);
    }
    awaitStuck();
    for (int n = 0; n < 3; n++) { // more than one comes to rest at either loop
      machine.say("4711");
      viewer.hears("4711");
      viewer.say("01");
      machine.hears("01");
      browsersMachine.say("0815");
      browser.hears("0815");
      browser.send(Frames.BINARY, "02");
      browsersMachine.hears("02");
    }
    assertEquals(
        "{\"source_port\":0,\"status\":\"FAILED\",\"reason\":\"Too many consoles: as many as"
            + " -XX:MaxDirectMemorySize has room for (%d)\"}".formatted(ROOM),
        ask(ProxyUnderTest.of2011(server.port())));
    String status = StatusClient.ask(proxy.statusSocket, "table");
    assertTrue(status.contains("-XX:MaxDirectMemorySize has room for (8)"), status);
    assertFalse(proxy.log().contains("given up"), proxy.log());
    assertFalse(proxy.log().contains("defect"), proxy.log());
  }

  @Test
  void aPoolLendsAsManyBuffersAsWereSetAsideAndMakesThemWhenTheyAreNeeded() {
    BufferPool pool = new BufferPool(2);
    ByteBuffer one = pool.take();
    pool.give(one);
    assertEquals(1, pool.made());
    assertSame(one, pool.take());
    pool.take();
    assertEquals(2, pool.made());
    assertThrows(IllegalStateException.class, pool::take);
  }
}
