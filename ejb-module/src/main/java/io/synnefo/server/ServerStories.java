package io.synnefo.server;

import io.synnefo.kernel.UtcInstant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is on record of servers, read without locks. */
@ApplicationScoped
class ServerStories {
  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  /** The server's id by its id in the API. */
  Optional<Long> idOf(String uuid) {
    List<?> ids =
        em.createNativeQuery("SELECT id FROM server WHERE uuid = ?1")
            .setParameter(1, uuid)
            .getResultList();
    return ids.stream().findFirst().map(id -> ((Number) id).longValue());
  }

  /** How it stands; empty when there is no such server. */
  Optional<ServerStory.Now> now(long serverId) {
    List<?> rows =
        em.createNativeQuery(
                "SELECT uuid, name, project_id, flavor_id, state, task, task_job_id, due_at,"
                    + " observed_at"
                    + " FROM server WHERE id = ?1")
            .setParameter(1, serverId)
            .getResultList();
    return rows.stream().findFirst().map(row -> now((Object[]) row));
  }

  /** Its latest steps, in their order. */
  List<ServerStep> steps(long serverId, int most) {
    List<?> rows =
        em.createNativeQuery(
                "SELECT at, request_id, user_id, project_id, job_id, op_code, status, event_id,"
                    + " rule, from_state, to_state, detail FROM server_history"
                    + " WHERE server_id = ?1"
                    + " ORDER BY id DESC")
            .setParameter(1, serverId)
            .setMaxResults(most)
            .getResultList();
    List<ServerStep> steps = new ArrayList<>();
    rows.forEach(row -> steps.add(step((Object[]) row)));
    Collections.reverse(steps);
    return steps;
  }

  private static ServerStory.Now now(Object[] row) {
    return new ServerStory.Now(
        row[0].toString(),
        row[1].toString(),
        row[2].toString(),
        row[3].toString(),
        row[4].toString(),
        text(row[5]),
        number(row[6]),
        instant(row[7]),
        instant(row[8]));
  }

  private static ServerStep step(Object[] row) {
    return new ServerStep(
        Objects.requireNonNull(instant(row[0])),
        text(row[1]),
        text(row[2]),
        text(row[3]),
        number(row[4]),
        text(row[5]),
        text(row[6]),
        text(row[7]),
        row[8].toString(),
        row[9].toString(),
        row[10].toString(),
        text(row[11]));
  }

  private static @Nullable String text(@Nullable Object column) {
    return column == null ? null : column.toString();
  }

  private static @Nullable Long number(@Nullable Object column) {
    return column == null ? null : ((Number) column).longValue();
  }

  /** Drivers differ in what they make of a TIMESTAMP. */
  private static @Nullable Instant instant(@Nullable Object column) {
    LocalDateTime time =
        column instanceof Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) column;
    return new UtcInstant().convertToEntityAttribute(time);
  }
}
