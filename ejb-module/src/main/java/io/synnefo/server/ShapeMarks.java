package io.synnefo.server;

import io.synnefo.kernel.UtcInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Of which servers Ganeti is to be asked what they are made of, and from when on. Every call joins
 * the transaction in progress, which has the server locked.
 */
@ApplicationScoped
public class ShapeMarks {
  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  /** Ganeti is to be asked then; answers to what was asked before are dropped. */
  void mark(long serverId, Instant dueAt) {
    int marked =
        em.createNativeQuery(
                "UPDATE server_shape SET due_at = ?2, version = version + 1 WHERE server_id = ?1")
            .setParameter(1, serverId)
            .setParameter(2, column(dueAt))
            .executeUpdate();
    if (marked == 0) {
      em.createNativeQuery(
              "INSERT INTO server_shape (server_id, version, due_at) VALUES (?1, 1, ?2)")
          .setParameter(1, serverId)
          .setParameter(2, column(dueAt))
          .executeUpdate();
    }
  }

  /** Nobody is to ask for it any more. */
  void unmark(long serverId) {
    em.createNativeQuery(
            "UPDATE server_shape SET due_at = NULL, version = version + 1 WHERE server_id = ?1")
        .setParameter(1, serverId)
        .executeUpdate();
  }

  /** It is due again then: the version that the claim's answer is for; empty when it is not due. */
  OptionalLong claim(long serverId, Instant now, Instant until) {
    List<?> due =
        em.createNativeQuery(
                "SELECT version FROM server_shape WHERE server_id = ?1 AND due_at <= ?2")
            .setParameter(1, serverId)
            .setParameter(2, column(now))
            .getResultList();
    if (due.isEmpty()) {
      return OptionalLong.empty();
    }
    mark(serverId, until);
    return OptionalLong.of(((Number) due.get(0)).longValue() + 1);
  }

  /** What was asked for is known; false when somebody asked, or wants to, since that version. */
  boolean isAnswered(long serverId, long version, Instant now) {
    return em.createNativeQuery(
                "UPDATE server_shape SET due_at = NULL, told_at = ?3, version = version + 1"
                    + " WHERE server_id = ?1 AND version = ?2")
            .setParameter(1, serverId)
            .setParameter(2, version)
            .setParameter(3, column(now))
            .executeUpdate()
        == 1;
  }

  /** Those that are due, of each cluster the longest first and the clusters in turn; not locked. */
  List<DueServers.Waiting> due(Instant now, int most) {
    List<?> rows =
        em.createNativeQuery(
                "SELECT id, backend_id FROM (SELECT s.id, s.backend_id, p.due_at,"
                    + " ROW_NUMBER() OVER (PARTITION BY s.backend_id ORDER BY p.due_at, s.id)"
                    + " AS place FROM server_shape p JOIN server s ON s.id = p.server_id"
                    + " WHERE p.due_at <= ?1) AS waiting ORDER BY place, due_at, id")
            .setParameter(1, column(now))
            .setMaxResults(most)
            .getResultList();
    return rows.stream().map(row -> waiting((Object[]) row)).toList();
  }

  private static DueServers.Waiting waiting(Object[] row) {
    return new DueServers.Waiting(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
  }

  private static @Nullable LocalDateTime column(Instant time) {
    return new UtcInstant().convertToDatabaseColumn(time);
  }
}
