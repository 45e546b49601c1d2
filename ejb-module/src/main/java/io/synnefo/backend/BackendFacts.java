package io.synnefo.backend;

import io.synnefo.ganeti.ClusterInfo;
import io.synnefo.kernel.DatabaseClock;
import io.synnefo.kernel.UtcInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the clusters told of themselves, and when each is to be asked again. Each call joins the
 * transaction in progress or is one of its own.
 */
@ApplicationScoped
public class BackendFacts {
  /** After a cluster told. */
  static final Duration USUAL = Duration.ofMinutes(10);

  /** After a claim: who claimed may die, and a cluster may be silent. */
  static final Duration AGAIN = Duration.ofMinutes(1);

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject DatabaseClock clock;
  @Inject Backends backends;

  /** The right to ask a cluster, until it is due again at that time. */
  public record Claim(long backendId, Instant until) {}

  /** All backends by name, with what is known of each. */
  @Transactional
  public List<BackendView> list() {
    return backends.list().stream()
        .map(
            backend ->
                Optional.ofNullable(em.find(FactsRow.class, backend.id()))
                    .map(row -> row.view(backend))
                    .orElse(new BackendView(backend, null, null, null, null)))
        .toList();
  }

  /** The cluster is the caller's to ask; empty when it is not due. Of several one gets it. */
  @Transactional
  public Optional<Claim> claim(long backendId) {
    Instant now = clock.now();
    em.createNativeQuery(
            "INSERT INTO backend_facts (backend_id, due_at) VALUES (?1, ?2)"
                + " ON CONFLICT DO NOTHING")
        .setParameter(1, backendId)
        .setParameter(2, new UtcInstant().convertToDatabaseColumn(now))
        .executeUpdate();
    FactsRow row = locked(backendId);
    if (row.dueAt().isAfter(now)) {
      return Optional.empty();
    }
    row.due(now.plus(AGAIN));
    em.flush();
    return Optional.of(new Claim(backendId, row.dueAt()));
  }

  /** That holds now; if the cluster changed since the claim, it is due all the same. */
  @Transactional
  public void told(Claim claim, ClusterInfo cluster, Capacity capacity) {
    FactsRow row = locked(claim.backendId());
    Instant now = clock.now();
    row.take(cluster, capacity, now);
    if (row.dueAt().equals(claim.until())) {
      row.due(now.plus(USUAL));
    }
  }

  /** The cluster could not be asked; what it told before stays. True when that is news. */
  @Transactional
  public boolean silent(Claim claim, String why) {
    FactsRow row = locked(claim.backendId());
    boolean news = row.problem() == null;
    row.failed(why);
    return news;
  }

  /**
   * The cluster has changed: it is due now. Whose cluster is not known yet is due, too. False when
   * it is none of ours.
   *
   * @param uuid null from a daemon that does not tell it
   */
  @Transactional
  public boolean changed(@Nullable String uuid, String name) {
    Instant now = clock.now();
    List<FactsRow> rows =
        em
            .createQuery("SELECT f FROM FactsRow f ORDER BY f.backendId", FactsRow.class)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList()
            .stream()
            .filter(row -> row.isOf(uuid, name))
            .toList();
    rows.forEach(row -> row.due(now));
    return !rows.isEmpty();
  }

  /**
   * The cluster's event daemon answered a question of ours. Earlier answers do not count any more.
   *
   * @param uuid null from a daemon that does not tell it
   * @param at by Ganeti's clock
   */
  @Transactional
  public void heard(@Nullable String uuid, String name, Instant at) {
    LocalDateTime time = new UtcInstant().convertToDatabaseColumn(at);
    em.createNativeQuery(
            "UPDATE backend_facts SET heard_at = ?1 WHERE (heard_at IS NULL OR heard_at < ?2)"
                + " AND (cluster_uuid = ?3"
                + " OR (cluster_name = ?4 AND (cluster_uuid IS NULL OR ?3 = '')))")
        .setParameter(1, time)
        .setParameter(2, time)
        .setParameter(3, uuid == null ? "" : uuid)
        .setParameter(4, name)
        .executeUpdate();
  }

  private FactsRow locked(long backendId) {
    FactsRow row = em.find(FactsRow.class, backendId, LockModeType.PESSIMISTIC_WRITE);
    if (row == null) {
      throw new IllegalStateException("no facts of backend " + backendId);
    }
    em.refresh(row);
    return row;
  }
}
