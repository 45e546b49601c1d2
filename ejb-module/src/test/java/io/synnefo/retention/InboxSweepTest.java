package io.synnefo.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.backend.BackendFixtures;
import io.synnefo.backend.Backends;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import io.synnefo.heartbeat.HeartbeatFixtures;
import io.synnefo.heartbeat.Heartbeats;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.schema.TestDatabase;
import io.synnefo.server.HorizonFixture;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.ejb.EJBException;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of the batch job in the order in which the server calls them. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
class InboxSweepTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static TestDatabase database;
  private final List<String> asked = new ArrayList<>();
  private final SweepInbox sweepInbox = new SweepInbox();
  private HorizonFixture fixture;
  private int started;

  @BeforeAll
  static void open() {
    database = TestDatabase.h2("inbox-sweep");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void oneClusterWithAServer() {
    fixture = new HorizonFixture(database, () -> NOW);
    sweepInbox.horizon = fixture.horizon;
    sweepInbox.job = job(false);
    heard(Duration.ofHours(1));
  }

  @Test
  void aSweepRaisesTheHorizonFirstAndThenForgetsSliceBySlice() {
    fixture.taken("old", NOW.minus(Duration.ofDays(62)));
    fixture.taken("kept", NOW.minus(Duration.ofDays(60)));
    sweepInbox.startNow();
    OldEvents reader = reader();
    assertNull(reader.readItem());
    raise();
    Integer slice = reader.readItem();
    assertNotNull(slice);
    assertEquals(OldEvents.SLICE, slice);
    ForgetEvents writer = new ForgetEvents();
    writer.horizon = fixture.horizon;
    writer.writeItems(List.of(slice));
    assertNull(reader.readItem());
    end(BatchStatus.STARTED);
    assertEquals(
        1, Objects.requireNonNull(sweepInbox.status().last(), "no sweep on record").forgotten());
    assertEquals(NOW.plus(Duration.ofDays(1)), sweepInbox.status().dueAt());
  }

  @Test
  void aSweepEndsWithTheCountsOfFailuresWhoseMessagesAreGone() {
    fixture.failed("gone", 61);
    fixture.failed("waits", 1);
    ForgetAttempts step = new ForgetAttempts();
    step.horizon = fixture.horizon;
    step.process();
    assertEquals(List.of("waits"), fixture.failures());
  }

  @Test
  void aSweepIsStartedOnceWhoeverAsksAndByTheTimerOnlyWhenItIsDue() {
    InboxSweepTimer timer = new InboxSweepTimer();
    timer.sweepInbox = sweepInbox;
    timer.startIfDue();
    assertEquals(0, started);
    sweepInbox.startNow();
    assertEquals(1, started);
    Fault busy = assertThrows(Fault.class, sweepInbox::startNow);
    assertEquals(FaultCode.CONFLICT, busy.code());
    timer.startIfDue();
    assertEquals(1, started);
    end(BatchStatus.FAILED);
    sweepInbox.startNow();
    assertEquals(2, started);
  }

  @Test
  void aJobThatTheServerDoesNotStartLeavesNoClaim() {
    sweepInbox.job = job(true);
    Fault refused = assertThrows(Fault.class, sweepInbox::startNow);
    assertEquals(FaultCode.SERVICE_UNAVAILABLE, refused.code());
    assertFalse(sweepInbox.status().underWay());
  }

  @ParameterizedTest
  @CsvSource({"STARTED, true", "COMPLETED, true", "FAILED, false", "STOPPED, false"})
  void onlyAJobThatGotToItsEndHasEnded(BatchStatus status, boolean ended) {
    sweepInbox.startNow();
    end(status);
    assertFalse(sweepInbox.status().underWay());
    assertEquals(ended, Objects.requireNonNull(sweepInbox.status().last()).endedAt() != null);
  }

  @ParameterizedTest
  @CsvSource({"6, 0", "8, 1", ", 1"})
  void onlyAClusterWhoseDaemonDidNotAnswerForAWeekIsAskedForASign(
      @Nullable Long days, int questions) {
    heard(Duration.ofHours(1));
    if (days != null) {
      answered(NOW.minus(Duration.ofDays(days)));
    }
    raise();
    assertEquals(questions, asked.size());
    assertEquals(questions, heartbeats(all -> all.answersTo(answered())).size());
  }

  @Test
  void aQuietClusterThatCannotBeAskedStopsNothing() {
    heard(Duration.ofDays(8));
    asked.add("unreachable");
    raise();
    assertEquals(NOW.minus(Duration.ofDays(60)), sweepInbox.status().horizon());
  }

  @Test
  void theJobNamesNoPartThatIsNotThere() throws Exception {
    Set<String> named = new TreeSet<>();
    for (Matcher at = Pattern.compile("ref=\"(\\w+)\"").matcher(description()); at.find(); ) {
      named.add(at.group(1));
    }
    assertEquals(
        Stream.of(
                RaiseHorizon.class,
                OldEvents.class,
                ForgetEvents.class,
                ForgetAttempts.class,
                InboxSweepEnd.class)
            .map(type -> Objects.requireNonNull(type.getAnnotation(Named.class)).value())
            .collect(Collectors.toCollection(TreeSet::new)),
        named);
    assertTrue(description().contains("id=\"" + InboxSweepJob.NAME + "\""));
  }

  private static String description() throws Exception {
    try (var in =
        InboxSweepTest.class.getResourceAsStream(
            "/META-INF/batch-jobs/" + InboxSweepJob.NAME + ".xml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Every question that was asked has its answer. */
  private List<String> answered() {
    asked.forEach(tag -> heartbeats(all -> all.answered(tag)));
    return List.copyOf(asked);
  }

  private InboxSweepJob job(boolean refuses) {
    return new InboxSweepJob() {
      @Override
      public long start() {
        if (refuses) {
          throw new EJBException("told to refuse");
        }
        return ++started;
      }
    };
  }

  private OldEvents reader() {
    OldEvents reader = new OldEvents();
    reader.horizon = fixture.horizon;
    return reader;
  }

  private void raise() {
    RaiseHorizon step = new RaiseHorizon();
    step.horizon = fixture.horizon;
    database.inTransaction(
        em -> {
          step.askQuietClusters = askQuietClusters(em);
          return step.process();
        });
  }

  private AskQuietClusters askQuietClusters(EntityManager em) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    AskQuietClusters wired = new AskQuietClusters();
    wired.clusters = fixture.clusters;
    wired.backends = BackendFixtures.backends(em, clock);
    wired.clients = BackendFixtures.clients(rapi());
    wired.heartbeats = HeartbeatFixtures.heartbeats(em, clock);
    wired.clock = clock;
    return wired;
  }

  /** Takes one question after the other; none once it is unreachable. */
  private RapiClient rapi() {
    return (RapiClient)
        Proxy.newProxyInstance(
            InboxSweepTest.class.getClassLoader(),
            new Class<?>[] {RapiClient.class},
            (proxy, method, arguments) -> {
              assertEquals("askDaemon", method.getName());
              if (asked.contains("unreachable")) {
                throw new RapiException(
                    RapiException.Kind.UNREACHABLE, RapiException.Outcome.NOT_SUBMITTED, "down");
              }
              asked.add((String) arguments[0]);
              return 1L;
            });
  }

  private void end(BatchStatus status) {
    InboxSweepEnd end = new InboxSweepEnd();
    end.horizon = fixture.horizon;
    end.job =
        (JobContext)
            Proxy.newProxyInstance(
                InboxSweepTest.class.getClassLoader(),
                new Class<?>[] {JobContext.class},
                (proxy, method, none) -> status);
    end.afterJob();
  }

  private static <T extends @Nullable Object> T heartbeats(Function<Heartbeats, T> call) {
    return database.inTransaction(
        em -> call.apply(HeartbeatFixtures.heartbeats(em, Clock.fixed(NOW, ZoneOffset.UTC))));
  }

  /** The cluster's daemon answered last then. */
  private static void answered(Instant at) {
    database.inTransaction(
        em ->
            em.createNativeQuery(
                    "INSERT INTO backend_facts (backend_id, due_at, heard_at) SELECT id,"
                        + " TIMESTAMP '2026-01-01 00:00:00', TIMESTAMP '"
                        + at.toString().replace("T", " ").replace("Z", "")
                        + "' FROM backend")
                .executeUpdate());
  }

  /** The cluster's last event is so old; its daemon has never answered. */
  private static void heard(Duration ago) {
    database.inTransaction(
        em -> {
          Backends backends = BackendFixtures.backends(em, Clock.fixed(NOW, ZoneOffset.UTC));
          backends.put(BackendFixtures.backend("one"));
          em.flush();
          String at = NOW.minus(ago).toString().replace("T", " ").replace("Z", "");
          em.createNativeQuery("DELETE FROM server").executeUpdate();
          em.createNativeQuery("DELETE FROM backend_facts").executeUpdate();
          return em.createNativeQuery(
                  "INSERT INTO server (id, uuid, name, user_id, project_id, flavor_id, image_id,"
                      + " backend_id, state, progress, create_request_id, last_event_at, created_at,"
                      + " updated_at, version) VALUES (1, '1', 'web', 'u', 'p', '1', '1', ?1,"
                      + " 'STARTED', 100, 'req-1', TIMESTAMP '"
                      + at
                      + "', TIMESTAMP '2020-01-01 00:00:00', TIMESTAMP '2020-01-01 00:00:00', 0)")
              .setParameter(1, backends.list().get(0).id())
              .executeUpdate();
        });
  }
}
