package io.synnefo.image;

import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.kernel.Keyset;
import io.synnefo.kernel.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The images that exist; the operator seeds them and all are public. */
@ApplicationScoped
public class Images {
  private static final Sort NEWEST_FIRST = new Sort("created_at", false);

  /** Glance's words for what a row of ours can be sorted by. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "created_at", "createdAt",
          "updated_at", "updatedAt",
          "name", "name",
          "size", "sizeBytes",
          "disk_format", "diskFormat",
          "container_format", "containerFormat");

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
    // all have the same status
    List<Sort> sorts = query.sorts().stream().filter(sort -> !sort.key().equals("status")).toList();
    Keyset order = Keyset.of(sorts, NEWEST_FIRST, FIELDS);
    TypedQuery<ImageRow> select = em.createQuery(jpql(query, order), ImageRow.class);
    query.name().ifPresent(name -> select.setParameter("name", name));
    query
        .after()
        .map(id -> order.bind(marker(id, order)))
        .ifPresent(values -> values.forEach(select::setParameter));
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

  private Object[] marker(UUID id, Keyset order) {
    return em.createQuery(
            "SELECT " + order.values("i") + " FROM ImageRow i WHERE i.id = :id", Object[].class)
        .setParameter("id", id.toString())
        .getResultStream()
        .findFirst()
        .orElseThrow(
            () -> new Fault(FaultCode.BAD_REQUEST, "Invalid marker. Image " + id + " not found."));
  }

  private static String jpql(ImageQuery query, Keyset order) {
    StringBuilder jpql = new StringBuilder("SELECT i FROM ImageRow i WHERE 1 = 1");
    if (query.name().isPresent()) {
      jpql.append(" AND i.name = :name");
    }
    if (query.after().isPresent()) {
      jpql.append(" AND ").append(order.after("i"));
    }
    return jpql.append(" ORDER BY ").append(order.order("i")).toString();
  }
}
