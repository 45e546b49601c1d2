package io.synnefo.server;

import io.synnefo.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Servers as their users see them. Nothing is locked. */
@ApplicationScoped
public class ServerViews {
  private static final int CHUNK = 500;

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject ShapeRows shapes;

  /**
   * One page of the caller's servers, the newest first.
   *
   * <p>Faults: badRequest when the marker is not one of the caller's servers or the name is not a
   * regular expression; forbidden when somebody who is not an admin asks for all projects or for
   * deleted servers without a time.
   */
  @Transactional
  public List<ServerView> list(Caller caller, ServerQuery query) {
    NamePattern name = NamePattern.of(query.nameRegex());
    ServerSelect select = ServerSelect.of(caller, query);
    List<Server> page = new ArrayList<>();
    List<Server> chunk;
    int offset = 0;
    do {
      // the expression is matched here: databases differ in theirs
      chunk = select.bind(em).setFirstResult(offset).setMaxResults(CHUNK).getResultList();
      chunk.stream().filter(server -> name.isIn(server.name())).forEach(page::add);
      offset += chunk.size();
    } while (chunk.size() == CHUNK && page.size() < query.limit());
    return views(page.subList(0, Math.min(page.size(), query.limit())));
  }

  /** The server; fault itemNotFound when the caller has none of that id, or had and deleted it. */
  @Transactional
  public ServerView get(Caller caller, UUID id) {
    return views(
            em.createQuery(
                    "SELECT s FROM Server s WHERE s.uuid = :uuid AND s.state <> :gone",
                    Server.class)
                .setParameter("uuid", id.toString())
                .setParameter("gone", ServerState.DESTROYED)
                .getResultStream()
                .filter(s -> caller.isAdmin() || s.projectId().equals(caller.projectId()))
                .toList())
        .stream()
        .findFirst()
        .orElseThrow(() -> ServerFaults.notFound(id));
  }

  private List<ServerView> views(List<Server> servers) {
    Map<Long, Map<String, String>> metadata = new HashMap<>();
    if (!servers.isEmpty()) {
      em.createQuery("SELECT m FROM MetadataRow m WHERE m.serverId IN :ids", MetadataRow.class)
          .setParameter("ids", servers.stream().map(Server::id).toList())
          .getResultStream()
          .forEach(
              row ->
                  metadata
                      .computeIfAbsent(row.serverId(), id -> new HashMap<>())
                      .put(row.key(), row.value()));
    }
    Map<Long, List<Shape.Nic>> nics = shapes.nics(servers.stream().map(Server::id).toList());
    return servers.stream()
        .map(
            server ->
                server.view(
                    metadata.getOrDefault(server.id(), Map.of()),
                    nics.getOrDefault(server.id(), List.of())))
        .toList();
  }
}
