package io.synnefo.server;

import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Keyset;
import io.synnefo.kernel.Sort;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A {@link ServerQuery} as the database is asked it. */
final class ServerSelect {
  private static final Sort NEWEST_FIRST = new Sort("created_at", false);

  /** Nova's words for what a row of ours can be sorted by. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "created_at", "createdAt",
          "updated_at", "updatedAt",
          "display_name", "name",
          "uuid", "uuid",
          "user_id", "userId",
          "project_id", "projectId",
          "image_ref", "imageId",
          "instance_type_id", "flavorId");

  private final Caller caller;
  private final Keyset order;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();

  private ServerSelect(Caller caller, Keyset order) {
    this.caller = caller;
    this.order = order;
  }

  static ServerSelect of(Caller caller, ServerQuery query) {
    ServerSelect select = new ServerSelect(caller, Keyset.of(query.sorts(), NEWEST_FIRST, FIELDS));
    select.addProject(query);
    select.addStatus(query);
    select.addRest(query);
    return select;
  }

  /** The query, without its bounds. */
  TypedQuery<Server> bind(EntityManager em) {
    String jpql =
        "SELECT s FROM Server s WHERE "
            + String.join(" AND ", conditions)
            + " ORDER BY "
            + order.order("s");
    if (parameters.get("marker") instanceof UUID marker) {
      bindMarker(em, marker);
    }
    TypedQuery<Server> query = em.createQuery(jpql, Server.class);
    parameters.forEach(query::setParameter);
    return query;
  }

  private void addProject(ServerQuery query) {
    if (!query.allProjects()) {
      add("s.projectId = :project", "project", caller.projectId());
    } else if (!caller.isAdmin()) {
      throw ServerFaults.forbidden("Only an administrator may list the servers of all projects.");
    }
  }

  private void addStatus(ServerQuery query) {
    String status = query.status();
    boolean deletedToo = query.changesSince() != null;
    if (status == null) {
      if (!deletedToo) {
        add("s.state <> :gone", "gone", ServerState.DESTROYED);
      }
      return;
    }
    String word = status.toUpperCase(Locale.ROOT);
    if (word.equals("DELETED") && !deletedToo && !caller.isAdmin()) {
      throw ServerFaults.forbidden("Only an administrator may list deleted servers.");
    }
    switch (word) {
      case "REBOOT" -> addTask(ServerTask.REBOOT);
      case "HARD_REBOOT" -> addTask(ServerTask.HARD_REBOOT);
      default -> addState(word);
    }
  }

  private void addTask(ServerTask task) {
    add("s.state = :state", "state", ServerState.STARTED);
    add("s.task = :task", "task", task);
  }

  private void addState(String word) {
    List<ServerState> states =
        Arrays.stream(ServerState.values()).filter(s -> s.apiName(null).equals(word)).toList();
    if (states.isEmpty()) {
      conditions.add("1 = 0");
      return;
    }
    add("s.state = :state", "state", states.get(0));
    if (states.get(0) == ServerState.STARTED) {
      add(
          "(s.task IS NULL OR s.task NOT IN :reboots)",
          "reboots",
          List.of(ServerTask.REBOOT, ServerTask.HARD_REBOOT));
    }
  }

  private void addRest(ServerQuery query) {
    if (query.changesSince() != null) {
      add("s.updatedAt >= :since", "since", query.changesSince());
    }
    if (query.flavorId() != null) {
      add("s.flavorId = :flavor", "flavor", query.flavorId());
    }
    if (query.imageId() != null) {
      add("s.imageId = :image", "image", query.imageId().toString());
    }
    if (query.marker() != null) {
      add(order.after("s"), "marker", query.marker());
    }
  }

  private void bindMarker(EntityManager em, UUID marker) {
    String own = caller.isAdmin() ? "" : " AND s.projectId = :project";
    TypedQuery<Object[]> last =
        em.createQuery(
                "SELECT " + order.values("s") + " FROM Server s WHERE s.uuid = :uuid" + own,
                Object[].class)
            .setParameter("uuid", marker.toString());
    if (!caller.isAdmin()) {
      last.setParameter("project", caller.projectId());
    }
    Object[] values =
        last.getResultStream()
            .findFirst()
            .orElseThrow(() -> ServerFaults.badRequest("marker [" + marker + "] not found"));
    parameters.remove("marker");
    parameters.putAll(order.bind(values));
  }

  private void add(String condition, String parameter, Object value) {
    conditions.add(condition);
    parameters.put(parameter, value);
  }
}
