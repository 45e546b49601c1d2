package io.synnefo.server;

import io.synnefo.kernel.UtcInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/** The events that were applied. */
@ApplicationScoped
public class Inbox {
  /** Nothing is delivered again after Ganeti's own archive (21 days) has forgotten the job. */
  static final Duration KEPT = Duration.ofDays(60);

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject Clock clock;

  /**
   * The event is noted by this transaction; false when another noted it before. While another is
   * about to, this waits for how that ends.
   */
  boolean isNew(String eventId) {
    return em.createNativeQuery(
                "INSERT INTO inbox (event_id, received_at) VALUES (?1, ?2)"
                    + " ON CONFLICT DO NOTHING")
            .setParameter(1, eventId)
            .setParameter(2, new UtcInstant().convertToDatabaseColumn(clock.instant()))
            .executeUpdate()
        == 1;
  }

  /** What is too old to be delivered again is forgotten; how many that were is told. */
  @Transactional
  public int forgetOld() {
    return em.createNativeQuery("DELETE FROM inbox WHERE received_at < ?1")
        .setParameter(1, new UtcInstant().convertToDatabaseColumn(clock.instant().minus(KEPT)))
        .executeUpdate();
  }
}
