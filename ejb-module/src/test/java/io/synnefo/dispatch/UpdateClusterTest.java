package io.synnefo.dispatch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.backend.BackendFacts;
import io.synnefo.backend.BackendFixtures;
import io.synnefo.backend.BackendView;
import io.synnefo.figures.EventHandled;
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

class UpdateClusterTest {
  private static TestDatabase database;
  private final FiredEvents<EventHandled> handled = new FiredEvents<>();

  @BeforeAll
  static void open() {
    database = TestDatabase.h2("update-cluster");
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
    "canceled, false, IGNORED",
    "success, true, APPLIED",
    "error, false, IGNORED"
  })
  void aClusterIsDueOnceItsChangeIsMade(String status, boolean due, EventOutcome outcome) {
    database.inTransaction(
        em -> {
          Clock clock = Clock.systemUTC();
          BackendFixtures.backends(em, clock).put(BackendFixtures.backend("c-" + status));
          em.flush();
          BackendFacts facts = BackendFixtures.facts(em, DatabaseClocks.of(em));
          long id =
              facts.list().stream()
                  .map(BackendView::backend)
                  .filter(backend -> backend.name().equals("c-" + status))
                  .findFirst()
                  .orElseThrow()
                  .id();
          assertEquals(true, facts.claim(id).isPresent());
          handler(facts).onMessage(Messages.of(event(status)));
          assertEquals(due, facts.claim(id).isPresent());
          em.createNativeQuery("DELETE FROM backend_facts").executeUpdate();
          return true;
        });
    assertEquals(counted(outcome), handled.take());
  }

  @Test
  void aChangeOfAnotherCloudsClusterIsForeign() {
    database.inTransaction(
        em -> {
          BackendFacts facts = BackendFixtures.facts(em, DatabaseClocks.of(em));
          handler(facts).onMessage(Messages.of(event("success")));
          return true;
        });
    assertEquals(counted(EventOutcome.FOREIGN), handled.take());
  }

  private static List<EventHandled> counted(EventOutcome outcome) {
    Instant at = Instant.ofEpochSecond(1795338810, 370_961_000);
    return List.of(new EventHandled(Messages.QUEUE, outcome, at));
  }

  @Test
  void aDaemonsProbeIsDropped() {
    byte[] probe = MessageCodec.encode(new Probe("node1.gnt.test", "ganeti.event.cluster"));
    assertDoesNotThrow(() -> new UpdateCluster().onMessage(Messages.of(probe)));
  }

  @Test
  void aMessageOfAnotherKindIsRefused() {
    String other = event("success").replace("ganeti-cluster-status", "eventd-heartbeat");
    MessageRefusedException refused =
        assertThrows(
            MessageRefusedException.class, () -> new UpdateCluster().onMessage(Messages.of(other)));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("type: is no cluster event"));
  }

  private UpdateCluster handler(BackendFacts facts) {
    UpdateCluster handler = new UpdateCluster();
    handler.handled = handled;
    handler.facts = facts;
    return handler;
  }

  private static String event(String status) {
    return String.format(
        """
        {"type": "ganeti-cluster-status", "cluster": "c1", "jobId": 7, "status": "%s",
         "operation": "OP_CLUSTER_SET_PARAMS", "event_time": [1795338810, 370961],
         "event_id": "uuid-1:7:0:%s", "op_index": 0}
        """,
        status, status);
  }
}
