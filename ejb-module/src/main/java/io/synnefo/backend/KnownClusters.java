package io.synnefo.backend;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster is which backend's. Only a yes is remembered, so a question costs the database
 * nothing where all is well; a no is looked up each time.
 */
@ApplicationScoped
public class KnownClusters {
  /** More than an installation has clusters: what is beyond is looked up. */
  private static final int MOST = 1_000;

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  private final Set<Known> known = ConcurrentHashMap.newKeySet();

  private record Known(long backendId, @Nullable String uuid, String name) {}

  /**
   * Whether what calls itself so is that backend's cluster, or may be: until a backend's cluster
   * was asked what it is, every one may. Joins the transaction in progress.
   *
   * @param uuid null from a daemon that does not tell it
   */
  @Transactional
  public boolean mayBe(long backendId, @Nullable String uuid, String name) {
    Known cluster = new Known(backendId, uuid, name);
    if (known.contains(cluster)) {
      return true;
    }
    FactsRow row = em.find(FactsRow.class, backendId);
    boolean may = row == null || row.isOf(uuid, name);
    if (may && row != null && row.isTold() && known.size() < MOST) {
      known.add(cluster);
    }
    return may;
  }
}
