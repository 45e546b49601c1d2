package io.synnefo.server;

import io.synnefo.kernel.UtcInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The events that were taken, as far back as the horizon (ADR 012). */
@ApplicationScoped
public class Inbox {
  /**
   * Of younger ones the horizon need not be asked, since it is three weeks old at the least: this
   * machine's clock may be two of them behind.
   */
  private static final Duration YOUNG = Duration.ofDays(7);

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject Clock clock;

  /** What an event is to the inbox. */
  enum Entry {
    /** It is noted, and to be applied. */
    NEW,
    /** It was noted before. */
    KNOWN,
    /** It is older than the horizon: nobody knows any more whether it was applied. */
    TOO_OLD
  }

  /**
   * The event is noted by this transaction, unless another noted it before. While another is about
   * to, or forgets it, this waits for how that ends.
   */
  Entry enter(String eventId, Instant eventTime) {
    int added =
        em.createNativeQuery(
                "INSERT INTO inbox (event_id, received_at, event_time) VALUES (?1, ?2, ?3)"
                    + " ON CONFLICT DO NOTHING")
            .setParameter(1, eventId)
            .setParameter(2, column(clock.instant()))
            .setParameter(3, column(eventTime))
            .executeUpdate();
    if (added == 0) {
      return Entry.KNOWN;
    }
    // asked after the insert: if that waited for a sweep which forgot the event, the horizon that
    // the sweep has raised before is seen
    return isYoung(eventTime) || !eventTime.isBefore(horizon()) ? Entry.NEW : Entry.TOO_OLD;
  }

  private boolean isYoung(Instant eventTime) {
    return eventTime.isAfter(clock.instant().minus(YOUNG));
  }

  private Instant horizon() {
    return em.createQuery("SELECT h.horizon FROM HorizonRow h", Instant.class).getSingleResult();
  }

  private static @Nullable LocalDateTime column(Instant time) {
    return new UtcInstant().convertToDatabaseColumn(time);
  }
}
