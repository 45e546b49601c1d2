package io.synnefo.kernel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time by which things become due and claims end: the database's, which all instances of the
 * application share. A clock of theirs may be wrong, or be set while a claim holds.
 */
@ApplicationScoped
public class DatabaseClock {
  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  /** The time at which the transaction in progress began, by the database, to the microsecond. */
  public Instant now() {
    Number micros =
        (Number)
            em.createNativeQuery(
                    "SELECT CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000000 AS BIGINT)")
                .getSingleResult();
    return Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS);
  }
}
