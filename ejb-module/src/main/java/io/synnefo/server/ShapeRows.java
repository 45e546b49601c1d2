package io.synnefo.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What servers are made of, as it is stored. Every call joins the transaction in progress. */
@ApplicationScoped
public class ShapeRows {
  private static final String NIC =
      "SELECT server_id, mac, ip, mode, link, network, name FROM server_nic WHERE server_id";

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  /** What is stored of that server. */
  Shape read(long serverId) {
    Shape.Size size =
        rows("SELECT vcpus, ram_mib FROM server_shape WHERE server_id = ?1", serverId).stream()
            .map(row -> new Shape.Size((int) number(row[0]), number(row[1])))
            .findFirst()
            .orElse(Shape.UNKNOWN.size());
    List<Shape.Disk> disks =
        rows(
                "SELECT size_mib, name FROM server_disk WHERE server_id = ?1 ORDER BY position",
                serverId)
            .stream()
            .map(row -> new Shape.Disk(number(row[0]), text(row[1])))
            .toList();
    List<?> tags =
        em.createNativeQuery("SELECT tag FROM server_tag WHERE server_id = ?1")
            .setParameter(1, serverId)
            .getResultList();
    SortedMap<String, String> parameters = new TreeMap<>();
    rows("SELECT parameter, setting FROM server_hvparam WHERE server_id = ?1", serverId)
        .forEach(row -> parameters.put(row[0].toString(), row[1].toString()));
    return new Shape(
        size,
        nics(List.of(serverId)).getOrDefault(serverId, List.of()),
        disks,
        new TreeSet<>(tags.stream().map(Object::toString).toList()),
        parameters);
  }

  /** By server, the NICs of those that have some. */
  Map<Long, List<Shape.Nic>> nics(List<Long> serverIds) {
    if (serverIds.isEmpty()) {
      return Map.of();
    }
    String places =
        IntStream.rangeClosed(1, serverIds.size())
            .mapToObj(place -> "?" + place)
            .collect(Collectors.joining(", "));
    Query query = em.createNativeQuery(NIC + " IN (" + places + ") ORDER BY server_id, position");
    for (int i = 0; i < serverIds.size(); i++) {
      query.setParameter(i + 1, serverIds.get(i));
    }
    Map<Long, List<Shape.Nic>> found = new HashMap<>();
    for (Object row : query.getResultList()) {
      Object[] nic = (Object[]) row;
      found
          .computeIfAbsent(number(nic[0]), id -> new ArrayList<>())
          .add(
              new Shape.Nic(
                  nic[1].toString(),
                  text(nic[2]),
                  text(nic[3]),
                  text(nic[4]),
                  text(nic[5]),
                  text(nic[6])));
    }
    return found;
  }

  /** That is stored of the server, which has a mark; what is the same is not written anew. */
  void replace(long serverId, Shape stored, Shape shape) {
    if (!shape.size().equals(stored.size())) {
      run(
          "UPDATE server_shape SET vcpus = ?2, ram_mib = ?3 WHERE server_id = ?1",
          serverId,
          shape.size().vcpus(),
          shape.size().ramMib());
    }
    if (!shape.nics().equals(stored.nics())) {
      run("DELETE FROM server_nic WHERE server_id = ?1", serverId);
      for (int place = 0; place < shape.nics().size(); place++) {
        add(serverId, place, shape.nics().get(place));
      }
    }
    if (!shape.disks().equals(stored.disks())) {
      run("DELETE FROM server_disk WHERE server_id = ?1", serverId);
      for (int place = 0; place < shape.disks().size(); place++) {
        Shape.Disk disk = shape.disks().get(place);
        run(
            "INSERT INTO server_disk (server_id, position, size_mib, name) VALUES (?1, ?2, ?3, ?4)",
            serverId,
            place,
            disk.sizeMib(),
            disk.name());
      }
    }
    replaceWords(serverId, stored, shape);
  }

  private void replaceWords(long serverId, Shape stored, Shape shape) {
    if (!shape.tags().equals(stored.tags())) {
      run("DELETE FROM server_tag WHERE server_id = ?1", serverId);
      shape
          .tags()
          .forEach(
              tag -> run("INSERT INTO server_tag (server_id, tag) VALUES (?1, ?2)", serverId, tag));
    }
    if (!shape.hypervisorParameters().equals(stored.hypervisorParameters())) {
      run("DELETE FROM server_hvparam WHERE server_id = ?1", serverId);
      String insert =
          "INSERT INTO server_hvparam (server_id, parameter, setting) VALUES (?1, ?2, ?3)";
      shape
          .hypervisorParameters()
          .forEach((parameter, setting) -> run(insert, serverId, parameter, setting));
    }
  }

  private void add(long serverId, int place, Shape.Nic nic) {
    run(
        "INSERT INTO server_nic (server_id, position, mac, ip, mode, link, network, name)"
            + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        serverId,
        place,
        nic.mac(),
        nic.ip(),
        nic.mode(),
        nic.link(),
        nic.network(),
        nic.name());
  }

  private List<Object[]> rows(String query, long serverId) {
    List<?> found = em.createNativeQuery(query).setParameter(1, serverId).getResultList();
    return found.stream().map(row -> (Object[]) row).toList();
  }

  private void run(String statement, @Nullable Object... parameters) {
    Query query = em.createNativeQuery(statement);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    query.executeUpdate();
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
  }

  private static @Nullable String text(@Nullable Object column) {
    return column == null ? null : column.toString();
  }
}
