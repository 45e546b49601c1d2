package io.synnefo.flavor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The flavors that exist; all are public. */
@ApplicationScoped
public class Flavors {
  /** More are never listed: flavors are made by the operator, by hand. */
  public static final int MOST = 1000;

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  /**
   * The flavor of that id, if there is one.
   *
   * @tx joins
   */
  @Transactional
  public Optional<Flavor> find(String id) {
    return Optional.ofNullable(em.find(FlavorRow.class, id)).map(FlavorRow::view);
  }

  /**
   * Every flavor, the smallest first; the order is the same each time.
   *
   * @tx joins
   */
  @Transactional
  public List<Flavor> list() {
    return em.createQuery(
            "SELECT f FROM FlavorRow f ORDER BY f.ramMib, f.vcpus, f.diskGib, f.id",
            FlavorRow.class)
        .setMaxResults(MOST)
        .getResultStream()
        .map(FlavorRow::view)
        .toList();
  }

  /**
   * The flavor exists with these values.
   *
   * @tx joins
   */
  @Transactional
  void put(Flavor flavor) {
    FlavorRow row = em.find(FlavorRow.class, flavor.id());
    if (row == null) {
      em.persist(new FlavorRow(flavor));
    } else {
      row.take(flavor);
    }
  }
}
