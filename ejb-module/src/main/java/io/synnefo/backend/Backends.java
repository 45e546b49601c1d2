package io.synnefo.backend;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The backends that exist. Each call joins the transaction in progress or is one of its own. */
@ApplicationScoped
public class Backends {
  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject Clock clock;

  /** The backend of that id. */
  @Transactional
  public Optional<Backend> find(long id) {
    return Optional.ofNullable(em.find(BackendRow.class, id)).map(BackendRow::view);
  }

  /** All of them, by name. */
  @Transactional
  public List<Backend> list() {
    return em.createQuery("SELECT b FROM BackendRow b ORDER BY b.name", BackendRow.class)
        .getResultStream()
        .map(BackendRow::view)
        .toList();
  }

  /** Where a new server goes: for now the first that takes any. */
  @Transactional
  public Optional<Backend> choose() {
    return list().stream().filter(b -> b.status() == BackendStatus.ONLINE).findFirst();
  }

  /** The backend of that name exists and is reached so; if it is there, its status is kept. */
  @Transactional
  public void put(Backend backend) {
    Optional<BackendRow> found =
        em.createQuery("SELECT b FROM BackendRow b WHERE b.name = :name", BackendRow.class)
            .setParameter("name", backend.name())
            .getResultStream()
            .findFirst();
    found.ifPresentOrElse(
        row -> row.take(backend, clock.instant()),
        () -> em.persist(new BackendRow(backend, clock.instant())));
  }
}
