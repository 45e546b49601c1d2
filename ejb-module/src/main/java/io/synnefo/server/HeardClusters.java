package io.synnefo.server;

import io.synnefo.kernel.UtcInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clusters that events of ours may come from: those that have servers and are not offline. Each
 * call joins the transaction in progress or is one of its own.
 */
@ApplicationScoped
public class HeardClusters {
  /** What claims to be later is a clock that was wrong, and says nothing. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private static final String QUERY =
      "SELECT b.id, b.name, "
          + micros("MAX(CASE WHEN s.last_event_at < ?1 THEN s.last_event_at END)")
          + ", "
          + micros("MAX(CASE WHEN f.heard_at < ?2 THEN f.heard_at END)")
          + ", "
          + micros("MIN(CASE WHEN s.state <> 'DESTROYED' THEN s.created_at END)")
          + " FROM backend b JOIN server s ON s.backend_id = b.id"
          + " LEFT JOIN backend_facts f ON f.backend_id = b.id"
          + " WHERE b.status <> 'OFFLINE' GROUP BY b.id, b.name"
          + " HAVING MIN(CASE WHEN s.state <> 'DESTROYED' THEN s.created_at END) IS NOT NULL"
          + " ORDER BY b.id";

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  /**
   * Each of them with when it was last heard of, as far as that is not after now. Once its daemon
   * has answered, answers alone count: what we took from its RAPI says nothing of the daemon.
   */
  @Transactional
  public List<ClusterHeard> list(Instant now) {
    LocalDateTime latest = new UtcInstant().convertToDatabaseColumn(now.plus(AHEAD));
    List<?> rows =
        em.createNativeQuery(QUERY).setParameter(1, latest).setParameter(2, latest).getResultList();
    return rows.stream().map(row -> heard((Object[]) row)).toList();
  }

  private static ClusterHeard heard(Object[] row) {
    Optional<Instant> answered = instant(row[3]);
    Instant at = answered.or(() -> instant(row[2])).or(() -> instant(row[4])).orElseThrow();
    return new ClusterHeard(
        ((Number) row[0]).longValue(), (String) row[1], at, answered.isPresent());
  }

  static Optional<Instant> instant(@Nullable Object micros) {
    return Optional.ofNullable((Number) micros)
        .map(number -> Instant.EPOCH.plus(number.longValue(), ChronoUnit.MICROS));
  }

  /** The time as a number: a driver would read the column in the time zone of its JVM. */
  static String micros(String time) {
    return "CAST(EXTRACT(EPOCH FROM " + time + ") * 1000000 AS BIGINT)";
  }
}
