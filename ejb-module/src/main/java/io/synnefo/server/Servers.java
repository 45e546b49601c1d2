package io.synnefo.server;

import io.synnefo.kernel.Caller;
import io.synnefo.kernel.UtcInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of servers. Every call joins the transaction in progress. */
@ApplicationScoped
public class Servers {
  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  /** The server is stored and has its id. */
  void add(Server server, Map<String, String> metadata) {
    em.persist(server);
    em.flush();
    metadata.forEach((key, value) -> em.persist(new MetadataRow(server.id(), key, value)));
  }

  /** The server, which nobody else changes until this transaction ends. */
  Optional<Server> lock(long id) {
    return Optional.ofNullable(em.find(Server.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  /**
   * The server of that project, locked. Fault itemNotFound when there is none, when it is another
   * project's and when it is destroyed.
   */
  Server lockOwned(Caller caller, UUID uuid) {
    List<Server> found =
        em.createQuery("SELECT s FROM Server s WHERE s.uuid = :uuid", Server.class)
            .setParameter("uuid", uuid.toString())
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    return found.stream()
        .filter(server -> server.state() != ServerState.DESTROYED)
        .filter(server -> caller.isAdmin() || server.projectId().equals(caller.projectId()))
        .findFirst()
        .orElseThrow(() -> ServerFaults.notFound(uuid));
  }

  /** Nothing of the server is left but its history. */
  void remove(Server server) {
    em.createQuery("DELETE FROM MetadataRow m WHERE m.serverId = :id")
        .setParameter("id", server.id())
        .executeUpdate();
    em.remove(server);
  }

  /**
   * Those that somebody is to look at, of each cluster the longest due first and the clusters in
   * turn: however many one of them has, they take the others' places only where those have none.
   * Not locked.
   */
  List<DueServers.Waiting> due(Instant now, int most) {
    List<?> rows =
        em.createNativeQuery(
                "SELECT id, backend_id FROM (SELECT id, backend_id, due_at, ROW_NUMBER() OVER"
                    + " (PARTITION BY backend_id ORDER BY due_at, id) AS place FROM server"
                    + " WHERE due_at <= ?1) AS waiting ORDER BY place, due_at, id")
            .setParameter(1, new UtcInstant().convertToDatabaseColumn(now))
            .setMaxResults(most)
            .getResultList();
    return rows.stream()
        .map(row -> (Object[]) row)
        .map(
            row ->
                new DueServers.Waiting(
                    ((Number) row[0]).longValue(), ((Number) row[1]).longValue()))
        .toList();
  }

  /** What was changed so far is in the database, and versions are counted. */
  void flush() {
    em.flush();
  }
}
