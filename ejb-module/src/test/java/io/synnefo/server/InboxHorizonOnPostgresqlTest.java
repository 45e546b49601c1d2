package io.synnefo.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.schema.TestDatabase;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** On PostgreSQL, where several really do it at once. */
class InboxHorizonOnPostgresqlTest extends InboxHorizonContract {
  private static final int MANY = 8;
  private static final int ROUNDS = 5;
  private static final int PATIENCE = 30;
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.postgresql();

  @Override
  TestDatabase database() {
    return DATABASE;
  }

  @Test
  void aSweepThatIsDueIsClaimedByOneOfMany() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        cloud.pass(Duration.ofDays(2));
        List<Boolean> claims = new ArrayList<>();
        Callable<Boolean> attempt = () -> fixture.horizon.claim(false);
        for (Future<Boolean> claim : threads.invokeAll(Collections.nCopies(MANY, attempt))) {
          claims.add(claim.get(PATIENCE, TimeUnit.SECONDS));
        }
        assertEquals(1, Collections.frequency(claims, true));
        fixture.horizon.ended(true);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Its transaction began before the horizon was raised, and meets the sweep at the row. */
  @Test
  void anEventThatComesAgainWhileItIsBeingForgottenIsRefused() throws Exception {
    cloud.create("old");
    InstanceEvent created = step(JobStatus.SUCCESS);
    apply(created);
    String id = String.valueOf(created.eventId());
    cloud.running("signal");
    cloud.pass(Duration.ofDays(62));
    hear();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch forgotten = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Inbox.Entry> entry =
          thread.submit(
              () ->
                  cloud.tx(
                      () -> {
                        cloud.count("inbox");
                        begun.countDown();
                        arrived(forgotten);
                        return inbox().enter(id, created.eventTime());
                      }));
      arrived(begun);
      fixture.horizon.raise();
      DATABASE.inTransaction(
          em -> {
            assertEquals(2, fixture.joined(em).forgetSome(10));
            forgotten.countDown();
            await().atMost(Duration.ofSeconds(PATIENCE)).until(() -> waiting() == 1);
            return em;
          });
      assertEquals(Inbox.Entry.TOO_OLD, entry.get(PATIENCE, TimeUnit.SECONDS));
    } finally {
      thread.shutdownNow();
    }
  }

  private Inbox inbox() {
    Inbox inbox = new Inbox();
    inbox.em = cloud.transactions.shared();
    inbox.clock = cloud.clock;
    return inbox;
  }

  private static void arrived(CountDownLatch latch) {
    try {
      assertTrue(latch.await(PATIENCE, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long waiting() throws SQLException {
    try (Connection connection = DATABASE.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
      row.next();
      return row.getLong(1);
    }
  }
}
