package io.synnefo.server;

import io.synnefo.kernel.DatabaseClock;
import io.synnefo.kernel.UtcInstant;
import io.synnefo.settings.InboxSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;

/**
 * How far back events are known, for those who sweep. Each call is one transaction, whatever is in
 * progress, and times are the database's.
 */
@ApplicationScoped
public class InboxHorizon {
  /** Between two sweeps. */
  static final Duration USUAL = Duration.ofDays(1);

  /** Longer than any of the steps takes, each of which renews it. */
  static final Duration LEASE = Duration.ofMinutes(10);

  /**
   * So much older than the horizon is what is forgotten: two accounts of one event may differ in
   * its time, if one of them is the sweep's, which has it from the job.
   */
  static final Duration MARGIN = Duration.ofDays(1);

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject DatabaseClock clock;
  @Inject InboxSettings settings;
  @Inject HeardClusters clusters;

  /** Where the horizon is, and how its sweep goes. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public HorizonView view() {
    HorizonRow row = em.find(HorizonRow.class, HorizonRow.ID);
    Number oldest =
        (Number)
            em.createNativeQuery(
                    "SELECT " + HeardClusters.micros("MIN(event_time)") + " FROM inbox")
                .getSingleResult();
    return row.view(clock.now(), HeardClusters.instant(oldest).orElse(null));
  }

  /**
   * The sweep is the caller's; false when it is not due, or somebody else's. Of several who ask at
   * once, on whatever machine, one gets it. Who got it and dies is followed when the lease has
   * passed.
   *
   * @param now whether it is the caller's although it is not due
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public boolean claim(boolean now) {
    HorizonRow row = locked();
    Instant at = clock.now();
    if (row.isClaimed(at) || !(now || row.isDue(at))) {
      return false;
    }
    row.begin(at, at.plus(LEASE));
    return true;
  }

  /**
   * From now on events older than the horizon are refused, on every instance of the application.
   * Returned is where it is.
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Instant raise() {
    HorizonRow row = locked();
    Instant now = clock.now();
    row.raise(
        HorizonVerdict.of(now, settings.age(), row.horizon(), clusters.list(now)), now.plus(LEASE));
    return row.horizon();
  }

  /** Whether something is left to be forgotten. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public boolean hasOlder() {
    return !em.createNativeQuery(
            "SELECT event_id FROM inbox WHERE event_time < ?1 FETCH FIRST 1 ROWS ONLY")
        .setParameter(1, forgettable())
        .getResultList()
        .isEmpty();
  }

  /** The oldest events behind the horizon are forgotten, not more than that; how many is told. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public int forgetSome(int most) {
    int forgotten =
        em.createNativeQuery(
                "DELETE FROM inbox WHERE event_id IN (SELECT event_id FROM inbox WHERE event_time"
                    + " < ?1 ORDER BY event_time FETCH FIRST "
                    + most
                    + " ROWS ONLY)")
            .setParameter(1, forgettable())
            .executeUpdate();
    locked().forgot(forgotten, clock.now().plus(LEASE));
    return forgotten;
  }

  /**
   * The adapter's counts of failures are forgotten whose last one was 60 days ago; how many is
   * told. The adapter forgets a message that is done, but not one that was purged, that the broker
   * gave up, or whose consumer died just after it was done. Times are the session's, as it writes
   * them.
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public int forgetAttempts() {
    return em.createNativeQuery(
            "DELETE FROM delivery_attempt WHERE last_at < CURRENT_TIMESTAMP - INTERVAL '60' DAY")
        .executeUpdate();
  }

  /** The sweep is over: the next is due in a day, or at once if it did not get to its end. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void ended(boolean well) {
    Instant now = clock.now();
    if (well) {
      locked().end(now, now.plus(USUAL));
    } else {
      locked().abandon();
    }
  }

  private LocalDateTime forgettable() {
    Instant horizon = em.find(HorizonRow.class, HorizonRow.ID).horizon();
    return Objects.requireNonNull(new UtcInstant().convertToDatabaseColumn(horizon.minus(MARGIN)));
  }

  private HorizonRow locked() {
    HorizonRow row = em.find(HorizonRow.class, HorizonRow.ID, LockModeType.PESSIMISTIC_WRITE);
    em.refresh(row);
    return row;
  }
}
