package io.synnefo.vncauthproxy;

import static io.synnefo.vncauthproxy.ProxyUnderTest.PASSWORD;
import static io.synnefo.vncauthproxy.ProxyUnderTest.POOL;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows 25 to 39: viewers at a console's port. */
@Timeout(60)
class ViewerTest {
  private static final String V3_8 = hex("RFB 003.008\n");
  private static final String WRONG = "00000001" + "0000000e" + hex("Wrong password");

  @TempDir Path root = Path.of("");
  private ServerUnderTest server;
  private ProxyUnderTest proxy;

  @BeforeEach
  void start() throws Exception {
    server = ServerUnderTest.ofToday();
    proxy = new ProxyUnderTest(root, Map.of("stall-timeout-seconds", "1"));
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    proxy.close();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private Talker viewer() throws IOException {
    return Talker.at(proxy.console(server.port(), "vnc"));
  }

  private void awaitNoConsole() {
    await().until(() -> proxy.daemon.status().consoles() == 0);
    assertEquals(POOL, proxy.daemon.status().freePorts());
  }

  /** Rows 25 and 37. */
  @Test
  void whoHasThePasswordSpeaksWithTheMachineFromClientInitOn() throws Exception {
    try (Talker viewer = viewer()) {
      viewer.enter();
      Talker machine = server.next();
      viewer.say("01");
      machine.hears("01");
      machine.say("050003200000");
      viewer.hears("050003200000");
      machine.close();
      viewer.hearsTheEnd();
    }
    awaitNoConsole();
    assertEquals(7, proxy.daemon.status().counts().bytes());
  }

  /** Row 37, the other way round. */
  @Test
  void whenTheViewerLeavesTheMachineIsToldAtOnce() throws Exception {
    Talker viewer = viewer().enter();
    Talker machine = server.next();
    viewer.close();
    machine.hearsTheEnd();
    machine.close();
    awaitNoConsole();
  }

  /** Row 26. */
  @Test
  void aViewerOfVersionThreeThreeIsToldTheTypeAndEnters() throws Exception {
    try (Talker viewer = viewer()) {
      viewer.hears(V3_8);
      viewer.sayText("RFB 003.003\n");
      viewer.hears("00000002");
      byte[] challenge = HexFormat.of().parseHex(viewer.hear(VncChallenge.BYTES));
      viewer.say(HexFormat.of().formatHex(VncChallenge.answer(PASSWORD, challenge)));
      viewer.hears("00000000");
      server.next().say("77");
      viewer.hears("77");
    }
  }

  /** Row 27. */
  @Test
  void aViewerOfVersionThreeSevenEntersAndGarbageIsLeft() throws Exception {
    try (Talker viewer = viewer()) {
      viewer.hears(V3_8);
      viewer.sayText("RFB 003.007\n");
      viewer.hears("0102");
      viewer.say("02");
      byte[] challenge = HexFormat.of().parseHex(viewer.hear(VncChallenge.BYTES));
      viewer.say(HexFormat.of().formatHex(VncChallenge.answer(PASSWORD, challenge)));
      viewer.hears("00000000");
      Talker machine = server.next();
      machine.say("77");
      viewer.hears("77");
      viewer.say("01");
      machine.hears("01");
    }
    try (Talker viewer = viewer()) {
      viewer.hears(V3_8);
      viewer.sayText("GET / HTTP/1.1\r\n\r\n");
      viewer.hearsTheEnd();
    }
  }

  /** Row 28. */
  @Test
  void aWrongPasswordIsToldAndCostsTheConsole() throws Exception {
    int port = proxy.console(server.port(), "vnc");
    try (Talker viewer = Talker.at(port)) {
      viewer.authenticate("guessed1");
      assertEquals(WRONG, viewer.hearAll());
    }
    assertThrows(IOException.class, () -> Talker.at(port).close());
    server.next().hearsTheEnd();
    awaitNoConsole();
    assertEquals(1, proxy.daemon.status().counts().turnedAway());
  }

  /** The form of 2011 let one console's viewer in with another's password. */
  @Test
  void eachConsoleHasItsOwnPassword() throws Exception {
    String request = ProxyUnderTest.of2011(server.port());
    int first = ProxyUnderTest.port(proxy.askAtSocket(request));
    int second = ProxyUnderTest.port(proxy.askAtSocket(request.replace(PASSWORD, "another8")));
    try (Talker viewer = Talker.at(second)) {
      viewer.authenticate(PASSWORD);
      assertEquals(WRONG, viewer.hearAll());
    }
    try (Talker viewer = Talker.at(first)) {
      viewer.enter();
    }
  }

  /** Row 29. */
  @ParameterizedTest
  @CsvSource({"01", "00"})
  void aTypeWithoutAPasswordIsRefusedWithAReason(String type) throws Exception {
    try (Talker viewer = viewer()) {
      viewer.hears(V3_8);
      viewer.sayText("RFB 003.008\n");
      viewer.hears("0102");
      viewer.say(type);
      String reason = "This console needs VNC authentication";
      assertEquals("00000001" + "00000025" + hex(reason), viewer.hearAll());
    }
  }

  /** Row 30. */
  @Test
  void anAnswerMayComeInPiecesButNotBeCutShort() throws Exception {
    try (Talker viewer = viewer()) {
      viewer.hears(V3_8);
      for (String one : (V3_8 + "02").split("(?<=\\G..)", -1)) {
        viewer.say(one);
      }
      viewer.hears("0102");
      byte[] challenge = HexFormat.of().parseHex(viewer.hear(VncChallenge.BYTES));
      String answer = HexFormat.of().formatHex(VncChallenge.answer(PASSWORD, challenge));
      viewer.say(answer.substring(0, 16));
      viewer.say(answer.substring(16));
      viewer.hears("00000000");
    }
    try (Talker viewer = viewer()) {
      viewer.hears(V3_8);
      viewer.say(V3_8 + "02" + "0011223344");
      viewer.hears("0102");
      viewer.hear(VncChallenge.BYTES);
      viewer.socket.shutdownOutput();
      viewer.hearsTheEnd();
    }
  }

  /** Row 31. */
  @Test
  void ofALongPasswordTheFirstEightCharactersCount() throws Exception {
    String request = ProxyUnderTest.of2011(server.port()).replace(PASSWORD, PASSWORD + "more");
    try (Talker viewer = Talker.at(ProxyUnderTest.port(proxy.askAtSocket(request)))) {
      viewer.authenticate(PASSWORD);
      viewer.hears("00000000");
    }
  }

  /** Row 34. */
  @Test
  void aConsoleThatNobodyComesToIsClosedInTime() throws Exception {
    int port = proxy.console(server.port(), "vnc");
    server.next().hearsTheEnd();
    awaitNoConsole();
    assertThrows(IOException.class, () -> Talker.at(port).close());
    assertEquals(1, proxy.daemon.status().counts().nobodyCame());
  }

  /** Row 35. */
  @Test
  void aViewerThatSaysNothingIsLeftInTime() throws Exception {
    try (Talker viewer = viewer()) {
      viewer.hears(V3_8);
      viewer.hearsTheEnd();
    }
    server.next().hearsTheEnd();
    awaitNoConsole();
  }

  /** Row 36. */
  @Test
  void aSecondViewerIsRefused() throws Exception {
    int port = proxy.console(server.port(), "vnc");
    try (Talker first = Talker.at(port)) {
      first.enter();
      assertThrows(IOException.class, () -> Talker.at(port).hears(V3_8));
      server.next().say("42");
      first.hears("42");
    }
  }

  /** Row 38. */
  @Test
  void whatTheMachineSaysAfterTheViewersEndStillArrives() throws Exception {
    try (Talker viewer = viewer()) {
      viewer.enter();
      Talker machine = server.next();
      viewer.say("010203");
      viewer.socket.shutdownOutput();
      assertEquals("010203", machine.hearAll());
      machine.say("040506");
      viewer.hears("040506");
      machine.close();
      viewer.hearsTheEnd();
    }
  }

  /** Row 39. */
  @Test
  void aMachineThatDiesBeforeItsViewerComesShowsAsAnEnd() throws Exception {
    int port = proxy.console(server.port(), "vnc");
    server.next().close();
    try (Talker viewer = Talker.at(port)) {
      viewer.enter();
      viewer.hearsTheEnd();
    }
  }

  @Test
  void whatIsSentTogetherWithTheAnswerReachesTheMachine() throws Exception {
    try (Talker viewer = viewer()) {
      viewer.hears(V3_8);
      viewer.say(V3_8 + "02");
      viewer.hears("0102");
      byte[] challenge = HexFormat.of().parseHex(viewer.hear(VncChallenge.BYTES));
      viewer.say(HexFormat.of().formatHex(VncChallenge.answer(PASSWORD, challenge)) + "01aabb");
      viewer.hears("00000000");
      server.next().hears("01aabb");
    }
  }

  @Test
  void manyMegabytesArriveAsTheyWereSent() throws Exception {
    byte[] sent = new byte[8 << 20];
    new Random(7).nextBytes(sent);
    try (Talker viewer = viewer()) {
      viewer.enter();
      Talker machine = server.next();
      Thread sending = sending(machine, sent, 1);
      assertArrayEquals(sent, viewer.socket.getInputStream().readNBytes(sent.length));
      sending.join();
      sending(viewer, sent, 1);
      assertArrayEquals(sent, machine.socket.getInputStream().readNBytes(sent.length));
    }
  }

  @Test
  void aViewerThatNeverReadsHoldsUpNobodyAndIsLeftInTime() throws Exception {
    List<Talker> all = new ArrayList<>();
    try {
      for (int n = 0; n < 2; n++) {
        Talker stuck = viewer().enter();
        all.add(stuck);
        sending(server.next(), new byte[1 << 20], 64);
      }
      try (Talker other = viewer()) {
        other.enter();
        server.next().say("4711");
        other.hears("4711");
      }
      await().until(() -> proxy.daemon.status().consoles() == 0);
    } finally {
      for (Talker talker : all) {
        talker.close();
      }
    }
  }

  @Test
  void whenTheProxyStopsConsolesThatWaitAndThatAreSeenEnd() throws Exception {
    int waiting = proxy.console(server.port(), "vnc");
    server.next();
    try (Talker viewer = viewer()) {
      viewer.enter();
      Talker machine = server.next();
      proxy.stop();
      viewer.hearsTheEnd();
      machine.hearsTheEnd();
    }
    assertThrows(IOException.class, () -> Talker.at(waiting).close());
    assertTrue(proxy.daemon.status().consoles() == 0);
  }

  private static Thread sending(Talker talker, byte[] bytes, int times) {
    Thread thread =
        new Thread(
            () -> {
              try {
                OutputStream out = talker.socket.getOutputStream();
                for (int n = 0; n < times; n++) {
                  out.write(bytes);
                }
              } catch (IOException e) {
                // as it should where the proxy gives up
                Thread.onSpinWait();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
