package io.synnefo.vncauthproxy;

import static io.synnefo.vncauthproxy.ProxyUnderTest.failed;
import static io.synnefo.vncauthproxy.ProxyUnderTest.request;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows 16 to 24: machines' VNC servers, the good and the bad. */
@Timeout(60)
class BackendTest {
  private static final String V3_8 = "524642203030332e3030380a";

  @TempDir Path root = Path.of("");
  private ProxyUnderTest proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = new ProxyUnderTest(root, Map.of("server-timeout-seconds", "1"));
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  private void assertFails(int server, String reason) throws Exception {
    for (Dialect dialect : Dialect.values()) {
      assertEquals(failed(dialect, reason), proxy.ask(dialect, request(dialect, server)));
      assertEquals(ProxyUnderTest.POOL, proxy.daemon.status().freePorts());
    }
  }

  private void assertOpens(int server) throws Exception {
    for (Dialect dialect : Dialect.values()) {
      ProxyUnderTest.port(proxy.ask(dialect, request(dialect, server)));
    }
  }

  /** Row 16. */
  @Test
  void aServerThatRefusesIsTriedThreeTimes() throws Exception {
    int port = ProxyUnderTest.freePort();
    String tries = "(?s)(.*try 1 at port PORT: .*try 2 at port PORT: .*try 3 at port PORT: ){2}.*";
    try (LogUnderTest log = new LogUnderTest()) {
      long before = System.nanoTime();
      assertFails(port, "Could not connect to the server");
      long millis = (System.nanoTime() - before) / 1_000_000;
      assertTrue(millis >= 2 * 200, millis + " ms");
      String text = log.text();
      assertTrue(text.matches(tries.replace("PORT", Integer.toString(port))), text);
      assertEquals(6, text.split(" at port " + port + ": ", -1).length - 1, text);
    }
  }

  /** Row 16; who asks is told as ever, the operator why. */
  @Test
  void whatTheSystemSaysOfAServerThatRefusesIsInTheLog() throws Exception {
    try (LogUnderTest log = new LogUnderTest()) {
      assertFails(ProxyUnderTest.freePort(), "Could not connect to the server");
      String known = "failed: Could not connect to the server: Connection refused";
      await().until(() -> log.text().contains(known));
    }
  }

  /** Row 17. */
  @ParameterizedTest
  @CsvSource({"name.that.is.invalid", "300.1.1.1", "::g", "'...'", "-"})
  void aServerThatNobodyKnowsFails(String host) throws Exception {
    for (Dialect dialect : Dialect.values()) {
      assertEquals(
          failed(dialect, "Server not found"),
          proxy.ask(dialect, request(dialect, 5900).replace("127.0.0.1", host)));
    }
  }

  /** Row 18. */
  @Test
  void aServerThatSaysNothingIsLeftInTime() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.saying()) {
      assertFails(server.port(), "Server says nothing");
    }
  }

  /** Rows 19, 21 and 23. */
  @ParameterizedTest
  @CsvSource({
    "474554202f20485454502f31, '', Server speaks no version of RFB that is known",
    "524642203030332e3838390a, '', Server speaks no version of RFB that is known",
    "524642203030332e3030380a, 0102, Server demands authentication",
    "524642203030332e3030380a, 00000000026e6f, Server refuses: no",
    "524642203030332e3030380a, 010100000001000000026e6f, Server refuses: no",
    "524642203030332e3030330a, 00000002, Server demands authentication",
  })
  void aServerThatCannotBeEnteredFailsAndSaysWhy(String version, String then, String reason)
      throws Exception {
    try (ServerUnderTest server = ServerUnderTest.saying(version, then)) {
      assertFails(server.port(), reason);
    }
  }

  /** Row 19. */
  @Test
  void aServerThatLeavesAmidTheHandshakeFails() throws Exception {
    try (ServerUnderTest server =
        new ServerUnderTest(
            talker -> {
              talker.say("524642");
              talker.close();
            })) {
      assertFails(server.port(), "the other side left amid the handshake");
    }
  }

  /** Row 20, which the genuine daemon fails at, and 3.7. */
  @ParameterizedTest
  @CsvSource({"524642203030332e3030330a, 00000001", "524642203030332e3030370a, 0101"})
  void serversOfEarlierVersionsAreEnteredToo(String version, String then) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.saying(version, then)) {
      assertOpens(server.port());
    }
  }

  /** Row 22. */
  @Test
  void ofSeveralTypesTheOneWithoutAPasswordIsTaken() throws Exception {
    try (ServerUnderTest server =
        new ServerUnderTest(
            talker -> {
              talker.say(V3_8);
              talker.hears(V3_8);
              talker.say("020201");
              talker.hears("01");
              talker.say("00000000");
            })) {
      assertOpens(server.port());
    }
  }

  /** Row 24. */
  @Test
  void aServersWordsMayComeInAnyPieces() throws Exception {
    try (ServerUnderTest server =
        new ServerUnderTest(
            talker -> {
              for (String one : (V3_8 + "0310020100000000").split("(?<=\\G..)", -1)) {
                talker.say(one);
              }
            })) {
      assertOpens(server.port());
    }
  }
}
