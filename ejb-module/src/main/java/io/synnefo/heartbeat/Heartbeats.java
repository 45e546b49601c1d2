package io.synnefo.heartbeat;

import static java.util.stream.Collectors.joining;

import io.synnefo.kernel.UtcInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The questions that wait for an answer, each known by its tag. They are in the database since the
 * answer may come to another instance of the application than the one that asked. Each call joins
 * the transaction in progress or is one of its own.
 */
@ApplicationScoped
public class Heartbeats {
  /** Of questions whose asker died. */
  private static final Duration KEPT = Duration.ofDays(1);

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject Clock clock;

  /** An answer to that question is waited for; questions that were left over are forgotten. */
  @Transactional
  public void ask(String tag) {
    Instant now = clock.instant();
    query("DELETE FROM heartbeat WHERE asked_at < ?1", now.minus(KEPT)).executeUpdate();
    query("INSERT INTO heartbeat (asked_at, tag) VALUES (?1, ?2)", now)
        .setParameter(2, tag)
        .executeUpdate();
  }

  /** The answer was taken; false when nobody waits for it: it is another cloud's, or too late. */
  @Transactional
  public boolean answered(String tag) {
    return query("UPDATE heartbeat SET heard_at = ?1 WHERE tag = ?2", clock.instant())
            .setParameter(2, tag)
            .executeUpdate()
        == 1;
  }

  /** Which of these questions were answered. */
  @Transactional
  public List<String> answersTo(List<String> tags) {
    if (tags.isEmpty()) {
      return List.of();
    }
    String places =
        IntStream.rangeClosed(1, tags.size()).mapToObj(n -> "?" + n).collect(joining(","));
    Query answered =
        em.createNativeQuery(
            "SELECT tag FROM heartbeat WHERE heard_at IS NOT NULL AND tag IN (" + places + ")");
    for (int i = 0; i < tags.size(); i++) {
      answered.setParameter(i + 1, tags.get(i));
    }
    List<?> found = answered.getResultList();
    return found.stream().map(String.class::cast).toList();
  }

  /** Nobody waits for these answers any more. */
  @Transactional
  public void forget(List<String> tags) {
    tags.forEach(
        tag ->
            em.createNativeQuery("DELETE FROM heartbeat WHERE tag = ?1")
                .setParameter(1, tag)
                .executeUpdate());
  }

  private Query query(String sql, Instant first) {
    return em.createNativeQuery(sql)
        .setParameter(1, new UtcInstant().convertToDatabaseColumn(first));
  }
}
