package io.synnefo.server;

import io.synnefo.kernel.DatabaseClocks;
import io.synnefo.kernel.UtcInstant;
import io.synnefo.schema.TestDatabase;
import io.synnefo.settings.InboxSettings;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The horizon as the container would wire it: each call is a transaction. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
public final class HorizonFixture {
  /** For whoever sweeps. */
  public final InboxHorizon horizon = new EachInItsTransaction();

  /** Likewise. */
  public final HeardClusters clusters =
      new HeardClusters() {
        @Override
        public List<ClusterHeard> list(Instant now) {
          return database.inTransaction(em -> clusters(em).list(now));
        }
      };

  private final TestDatabase database;
  private final Supplier<Instant> now;
  private Duration age = Duration.ofDays(60);

  /**
   * The inbox is empty, no failure is counted, the horizon is not raised yet, and a sweep is due in
   * a day.
   */
  public HorizonFixture(TestDatabase database, Supplier<Instant> now) {
    this.database = database;
    this.now = now;
    database.inTransaction(
        em -> {
          em.createNativeQuery("DELETE FROM inbox").executeUpdate();
          em.createNativeQuery("DELETE FROM delivery_attempt").executeUpdate();
          return em.createNativeQuery(
                  "UPDATE inbox_horizon SET horizon = ?1, held_by = NULL, due_at = ?2,"
                      + " claimed_until = NULL, begun_at = NULL, ended_at = NULL, forgotten = 0")
              .setParameter(1, new UtcInstant().convertToDatabaseColumn(Instant.EPOCH))
              .setParameter(
                  2, new UtcInstant().convertToDatabaseColumn(now.get().plus(InboxHorizon.USUAL)))
              .executeUpdate();
        });
  }

  /** That is the setting from now on. */
  public void age(Duration wanted) {
    age = wanted;
  }

  /** An event of that time was taken. */
  public void taken(String eventId, Instant eventTime) {
    database.inTransaction(
        em ->
            em.createNativeQuery(
                    "INSERT INTO inbox (event_id, received_at, event_time) VALUES (?1, ?2, ?3)")
                .setParameter(1, eventId)
                .setParameter(2, new UtcInstant().convertToDatabaseColumn(now.get()))
                .setParameter(3, new UtcInstant().convertToDatabaseColumn(eventTime))
                .executeUpdate());
  }

  /** A message failed for the last time so many days ago, by the database's clock. */
  public void failed(String messageKey, int daysAgo) {
    database.inTransaction(
        em ->
            em.createNativeQuery(
                    "INSERT INTO delivery_attempt (queue, message_key, attempts, last_reason,"
                        + " last_at) VALUES ('q', ?1, 2, 'boom', CURRENT_TIMESTAMP - INTERVAL '"
                        + daysAgo
                        + "' DAY)")
                .setParameter(1, messageKey)
                .executeUpdate());
  }

  /** Messages whose failures are counted. */
  public List<String> failures() {
    List<?> keys =
        database.inTransaction(
            em ->
                em.createNativeQuery("SELECT message_key FROM delivery_attempt ORDER BY 1")
                    .getResultList());
    return keys.stream().map(String.class::cast).toList();
  }

  /** Old events are forgotten, by and by. */
  public void sweep() {
    horizon.claim(true);
    horizon.raise();
    while (horizon.hasOlder()) {
      horizon.forgetSome(10);
    }
    horizon.ended(true);
  }

  /** In the transaction of that persistence context. */
  InboxHorizon joined(EntityManager em) {
    InboxHorizon joined = new InboxHorizon();
    joined.em = em;
    joined.clock = DatabaseClocks.that(now);
    joined.settings = new InboxSettings(age);
    joined.clusters = clusters(em);
    return joined;
  }

  private static HeardClusters clusters(EntityManager em) {
    HeardClusters joined = new HeardClusters();
    joined.em = em;
    return joined;
  }

  private final class EachInItsTransaction extends InboxHorizon {
    private <T extends @Nullable Object> T tx(Function<InboxHorizon, T> work) {
      return database.inTransaction(em -> work.apply(joined(em)));
    }

    @Override
    public HorizonView view() {
      return tx(InboxHorizon::view);
    }

    @Override
    public boolean claim(boolean at) {
      return tx(joined -> joined.claim(at));
    }

    @Override
    public Instant raise() {
      return tx(InboxHorizon::raise);
    }

    @Override
    public boolean hasOlder() {
      return tx(InboxHorizon::hasOlder);
    }

    @Override
    public int forgetSome(int most) {
      return tx(joined -> joined.forgetSome(most));
    }

    @Override
    public int forgetAttempts() {
      return tx(InboxHorizon::forgetAttempts);
    }

    @Override
    public void ended(boolean well) {
      tx(
          joined -> {
            joined.ended(well);
            return joined;
          });
    }
  }
}
