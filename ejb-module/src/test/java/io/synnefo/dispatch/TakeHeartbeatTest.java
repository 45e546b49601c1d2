package io.synnefo.dispatch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.backend.BackendFacts;
import io.synnefo.backend.BackendFixtures;
import io.synnefo.backend.Backends;
import io.synnefo.figures.EventHandled;
import io.synnefo.heartbeat.HeartbeatFixtures;
import io.synnefo.heartbeat.Heartbeats;
import io.synnefo.kernel.DatabaseClocks;
import io.synnefo.kernel.EventOutcome;
import io.synnefo.kernel.MessageRefusedException;
import io.synnefo.schema.TestDatabase;
import io.synnefo.server.FiredEvents;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.Probe;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakeHeartbeatTest {
  private static final String TAG = "snf:eventd:heartbeat:123";
  private static TestDatabase database;
  private final FiredEvents<EventHandled> handled = new FiredEvents<>();

  @BeforeAll
  static void open() {
    database = TestDatabase.h2("take-heartbeat");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "queued, false, IGNORED",
    "waiting, false, IGNORED",
    "canceling, false, IGNORED",
    "running, false, IGNORED",
    "canceled, true, APPLIED",
    "success, true, APPLIED",
    "error, true, APPLIED"
  })
  void onlyTheEndOfTheQuestionsJobIsAnAnswer(
      String status, boolean answered, EventOutcome outcome) {
    database.inTransaction(
        em -> {
          Heartbeats heartbeats = HeartbeatFixtures.heartbeats(em, Clock.systemUTC());
          heartbeats.ask(TAG);
          handler(heartbeats, BackendFixtures.facts(em, DatabaseClocks.of(em)))
              .onMessage(Messages.of(heartbeat(status)));
          assertEquals(answered ? List.of(TAG) : List.of(), heartbeats.answersTo(List.of(TAG)));
          heartbeats.forget(List.of(TAG));
          return true;
        });
    assertEquals(counted(outcome), handled.take());
  }

  @Test
  void anAnswerThatNobodyWaitsForIsForeign() {
    database.inTransaction(
        em -> {
          Heartbeats heartbeats = HeartbeatFixtures.heartbeats(em, Clock.systemUTC());
          handler(heartbeats, BackendFixtures.facts(em, DatabaseClocks.of(em)))
              .onMessage(Messages.of(heartbeat("success")));
          return true;
        });
    assertEquals(counted(EventOutcome.FOREIGN), handled.take());
  }

  private static List<EventHandled> counted(EventOutcome outcome) {
    Instant at = Instant.ofEpochSecond(1795338810, 370_961_000);
    return List.of(new EventHandled(Messages.QUEUE, outcome, at));
  }

  @ParameterizedTest
  @CsvSource({"c1, true, true", "c2, true, false", "c1, false, false"})
  void anAnswerIsASignOfTheClusterThatItComesFrom(String known, boolean asked, boolean heard) {
    database.inTransaction(
        em -> {
          Clock clock = Clock.systemUTC();
          Backends backends = BackendFixtures.backends(em, clock);
          backends.put(BackendFixtures.backend("one"));
          em.flush();
          em.createNativeQuery("DELETE FROM backend_facts").executeUpdate();
          em.createNativeQuery(
                  "INSERT INTO backend_facts (backend_id, due_at, cluster_name) VALUES (?1,"
                      + " TIMESTAMP '2026-01-01 00:00:00', ?2)")
              .setParameter(1, backends.list().get(0).id())
              .setParameter(2, known)
              .executeUpdate();
          Heartbeats heartbeats = HeartbeatFixtures.heartbeats(em, clock);
          if (asked) {
            heartbeats.ask(TAG);
          }
          handler(heartbeats, BackendFixtures.facts(em, DatabaseClocks.of(em)))
              .onMessage(Messages.of(heartbeat("success")));
          Object at =
              em.createNativeQuery(
                      "SELECT COUNT(*) FROM backend_facts WHERE heard_at = TIMESTAMP"
                          + " '2026-11-22 09:13:30.370961'")
                  .getSingleResult();
          assertEquals(heard ? 1 : 0, ((Number) at).intValue());
          heartbeats.forget(List.of(TAG));
          return true;
        });
  }

  @Test
  void aDaemonsProbeIsDropped() {
    byte[] probe = MessageCodec.encode(new Probe("node1.gnt.test", "eventd.heartbeat"));
    assertDoesNotThrow(() -> new TakeHeartbeat().onMessage(Messages.of(probe)));
  }

  @Test
  void aMessageOfAnotherKindIsRefused() {
    MessageRefusedException refused =
        assertThrows(
            MessageRefusedException.class,
            () ->
                new TakeHeartbeat()
                    .onMessage(
                        Messages.of(
                            heartbeat("success")
                                .replace("eventd-heartbeat", "ganeti-cluster-status"))));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("type: is no heartbeat"));
  }

  private TakeHeartbeat handler(Heartbeats heartbeats, BackendFacts facts) {
    TakeHeartbeat handler = new TakeHeartbeat();
    handler.handled = handled;
    handler.heartbeats = heartbeats;
    handler.facts = facts;
    return handler;
  }

  private static String heartbeat(String status) {
    return String.format(
        """
        {"type": "eventd-heartbeat", "cluster": "c1", "jobId": 7, "status": "%s",
         "operation": "OP_TAGS_SET", "event_time": [1795338810, 370961], "tag": "%s"}
        """,
        status, TAG);
  }
}
