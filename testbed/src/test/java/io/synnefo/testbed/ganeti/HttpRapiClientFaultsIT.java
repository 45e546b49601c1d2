package io.synnefo.testbed.ganeti;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import io.synnefo.ganeti.RapiException.Kind;
import io.synnefo.ganeti.RapiException.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpRapiClientFaultsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SLACK = Duration.ofSeconds(1);
  private static final String PASSWORD = "s3cret-faults";

  private Path directory;
  private FakeGaneti ganeti;
  private HttpRapiClient client;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    ganeti = start(directory.resolve("one"), 0);
    client = new HttpRapiClient(ganeti.env().access(TIMEOUT));
  }

  private static FakeGaneti start(Path stateDir, int port) throws IOException {
    FakeGanetiSettings settings =
        FakeGanetiSettings.in(stateDir, PASSWORD)
            .withPort(port)
            .withDelays(Duration.ofMillis(10), Duration.ofMillis(10));
    return FakeGaneti.start(settings, Clock.systemUTC());
  }

  @AfterEach
  void heal() throws IOException {
    ganeti.faults().heal();
    ganeti.undrain();
  }

  @AfterAll
  void stop() {
    client.close();
    ganeti.close();
  }

  private static RapiException failure(RapiClient client) {
    long begin = System.nanoTime();
    RapiException e =
        assertThrows(RapiException.class, () -> client.startInstance("snf-nope", "faults"));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(TIMEOUT.plus(SLACK)) < 0, () -> "took " + took);
    assertNoSecret(e);
    return e;
  }

  private static void assertNoSecret(RapiException e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains(PASSWORD));
    assertFalse(trace.toString().contains("Basic "));
  }

  private static void assertIs(Kind kind, Outcome outcome, RapiException e) {
    assertEquals(kind + " " + outcome, e.kind() + " " + e.outcome(), e.getMessage());
  }

  private static URI nobodyListens() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return at(socket);
    }
  }

  private static URI at(ServerSocket socket) {
    return URI.create("https://127.0.0.1:" + socket.getLocalPort());
  }

  private HttpRapiClient clientOf(URI... endpoints) {
    return new HttpRapiClient(ganeti.env().access(List.of(endpoints), TIMEOUT));
  }

  @Test
  void aCallThatHangsEndsInTimeAndItsJobMayExist() {
    ganeti.faults().hang();
    assertIs(Kind.TIMED_OUT, Outcome.UNKNOWN, failure(client));
  }

  @Test
  void aReadThatHangsEndsInTimeAndSubmittedNothing() {
    ganeti.faults().hang();
    RapiException e = assertThrows(RapiException.class, () -> client.instances());
    assertIs(Kind.TIMED_OUT, Outcome.NOT_SUBMITTED, e);
  }

  @Test
  void aLostReplyIsUnknownAndTheJobIsNotOfferedToTheNextEndpoint() throws IOException {
    try (FakeGaneti other = start(directory.resolve("other"), 0);
        HttpRapiClient both = clientOf(ganeti.env().rapi(), other.env().rapi())) {
      long last = client.startInstance("snf-nope", "before");
      ganeti.faults().holdReplies();
      assertIs(Kind.TIMED_OUT, Outcome.UNKNOWN, failure(both));
      ganeti.faults().dropReplies();
      assertIs(Kind.UNREACHABLE, Outcome.UNKNOWN, failure(both));
      ganeti.faults().heal();
      assertTrue(client.job(last + 2).isPresent());
      assertTrue(client.job(last + 3).isEmpty());
      assertEquals(0, other.faults().requests());
    }
  }

  @Test
  void aConnectionThatBreaksBeforeTheAnswerIsUnknownForAJob() {
    ganeti.faults().dropRequests();
    assertIs(Kind.UNREACHABLE, Outcome.UNKNOWN, failure(client));
    RapiException e = assertThrows(RapiException.class, () -> client.info());
    assertIs(Kind.UNREACHABLE, Outcome.NOT_SUBMITTED, e);
  }

  @Test
  void nobodyListeningIsNotSubmitted() throws IOException {
    try (HttpRapiClient lost = clientOf(nobodyListens(), nobodyListens())) {
      RapiException e = failure(lost);
      assertIs(Kind.UNREACHABLE, Outcome.NOT_SUBMITTED, e);
      assertTrue(e.toString().contains("cannot be connected to"), e.getMessage());
    }
  }

  @Test
  void anEndpointThatNeverSpeaksTlsIsNotSubmitted() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        HttpRapiClient lost = clientOf(at(silent))) {
      RapiException e = failure(lost);
      assertEquals(Outcome.NOT_SUBMITTED, e.outcome(), e.toString());
    }
  }

  @Test
  void aFrozenEndpointLeavesTimeForTheNext() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        HttpRapiClient lucky =
            new HttpRapiClient(
                ganeti
                    .env()
                    .access(List.of(at(silent), ganeti.env().rapi()), Duration.ofSeconds(6)))) {
      long job = lucky.startInstance("snf-nope", "second choice");
      assertTrue(lucky.job(job).isPresent());
    }
  }

  @Test
  void theMasterIsFollowedAfterAFailOver() throws IOException {
    Path shared = directory.resolve("moving");
    FakeGaneti first = start(shared, 0);
    URI before = first.env().rapi();
    URI after = nobodyListens();
    try (HttpRapiClient follower =
        new HttpRapiClient(first.env().access(List.of(before, after), TIMEOUT))) {
      String uuid = follower.info().uuid();
      first.close();
      assertIs(Kind.UNREACHABLE, Outcome.NOT_SUBMITTED, failure(follower));
      try (FakeGaneti second = start(shared, after.getPort())) {
        assertEquals(uuid, follower.info().uuid());
        follower.startInstance("snf-nope", "after");
        try (FakeGaneti old = start(directory.resolve("old"), before.getPort())) {
          follower.info();
          assertEquals(0, old.faults().requests(), "went back to the old master");
        }
        assertEquals(3, second.faults().requests());
      }
    }
  }

  @Test
  void aDrainedQueueRefusesAJob() throws IOException {
    ganeti.drain();
    RapiException e = failure(client);
    assertIs(Kind.REJECTED, Outcome.NOT_SUBMITTED, e);
    assertTrue(e.toString().endsWith("500 Queue drained"), e.getMessage());
  }

  @Test
  void anErrorsTextIsAsGanetiMeantIt() {
    ganeti.faults().refuse(400, "doesn't support <\"a\" & b>");
    RapiException e = failure(client);
    assertIs(Kind.REJECTED, Outcome.NOT_SUBMITTED, e);
    assertTrue(e.toString().endsWith("400 doesn't support <\"a\" & b>"), e.getMessage());
  }

  @Test
  void anInternalErrorLeavesAJobUnknown() {
    ganeti.faults().refuse(500, "something broke");
    assertIs(Kind.REJECTED, Outcome.UNKNOWN, failure(client));
  }

  @Test
  void aDeadLuxidIsATimeoutWhetherItsAnswerComesInTimeOrNot() {
    ganeti.faults().luxidDown(Duration.ofMillis(100));
    RapiException e = failure(client);
    assertIs(Kind.TIMED_OUT, Outcome.UNKNOWN, e);
    assertTrue(e.toString().endsWith("504 Gateway Timeout"), e.getMessage());
    ganeti.faults().luxidDown(Duration.ofSeconds(30));
    assertIs(Kind.TIMED_OUT, Outcome.UNKNOWN, failure(client));
  }

  @Test
  void aHundredCallsToAHangingClusterEndInTimeOnAFewThreads() throws Exception {
    ganeti.faults().hang();
    ExecutorService callers = Executors.newFixedThreadPool(100);
    try {
      List<Future<RapiException>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(callers.submit(() -> failure(client)));
      }
      await().until(() -> ganeti.faults().requests() > 0);
      int left = 0;
      for (Future<RapiException> call : calls) {
        RapiException e = call.get(10, TimeUnit.SECONDS);
        assertNotEquals(Kind.REJECTED, e.kind());
        left += e.outcome() == Outcome.UNKNOWN ? 1 : 0;
      }
      assertTrue(left <= 32, left + " left: more than those who had their turn in good time");
      assertTrue(clientThreads(ganeti.env().cluster()) <= 4, "threads of the client's own");
    } finally {
      callers.shutdownNow();
    }
    ganeti.faults().heal();
    await().untilAsserted(() -> client.info());
  }

  private static long clientThreads(String cluster) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("rapi-" + cluster + "-"))
        .count();
  }

  @Test
  void aClosedClientTakesNoCalls() {
    HttpRapiClient closed = clientOf(ganeti.env().rapi());
    closed.info();
    closed.close();
    assertThrows(IllegalStateException.class, closed::info);
  }
}
