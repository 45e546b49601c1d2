package io.synnefo.image;

import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The images that exist; the operator seeds them and all are public. */
@ApplicationScoped
public class Images {
  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  /**
   * The image of that id, if the caller may see it.
   *
   * @tx joins
   */
  @Transactional
  public Optional<ImageView> find(Caller caller, UUID id) {
    return row(id).map(ImageRow::view);
  }

  /**
   * One page of the images that the caller may see, the newest first.
   *
   * @fault badRequest 400 when the image that ended the page before does not exist
   * @tx joins
   */
  @Transactional
  public List<ImageView> list(Caller caller, ImageQuery query) {
    TypedQuery<ImageRow> select = em.createQuery(jpql(query), ImageRow.class);
    query.name().ifPresent(name -> select.setParameter("name", name));
    query.after().map(this::marker).ifPresent(m -> bindMarker(select, m));
    return select.setMaxResults(query.limit()).getResultStream().map(ImageRow::view).toList();
  }

  /** The row of that name; the seed takes care to make no second one. */
  @Transactional
  Optional<ImageRow> named(String name) {
    return em.createQuery(
            "SELECT i FROM ImageRow i WHERE i.name = :name ORDER BY i.id", ImageRow.class)
        .setParameter("name", name)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  @Transactional
  Optional<ImageRow> row(UUID id) {
    return Optional.ofNullable(em.find(ImageRow.class, id.toString()));
  }

  @Transactional
  void add(ImageView image) {
    em.persist(new ImageRow(image));
  }

  private ImageRow marker(UUID id) {
    return row(id)
        .orElseThrow(
            () -> new Fault(FaultCode.BAD_REQUEST, "Invalid marker. Image " + id + " not found."));
  }

  private static void bindMarker(TypedQuery<ImageRow> select, ImageRow marker) {
    select.setParameter("markedAt", marker.createdAt()).setParameter("markedId", marker.id());
  }

  private static String jpql(ImageQuery query) {
    StringBuilder jpql = new StringBuilder("SELECT i FROM ImageRow i WHERE 1 = 1");
    if (query.name().isPresent()) {
      jpql.append(" AND i.name = :name");
    }
    if (query.after().isPresent()) {
      jpql.append(
          " AND (i.createdAt < :markedAt OR (i.createdAt = :markedAt AND i.id < :markedId))");
    }
    return jpql.append(" ORDER BY i.createdAt DESC, i.id DESC").toString();
  }
}
