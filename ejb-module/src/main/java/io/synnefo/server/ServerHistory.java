package io.synnefo.server;

import io.synnefo.kernel.Caller;
import io.synnefo.kernel.UtcInstant;
import io.synnefo.wire.ganeti.JobStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of what happened to servers: request, job, event, rule, state. It is only ever added
 * to, in the transaction of the change itself.
 */
@ApplicationScoped
public class ServerHistory {
  private static final int LONGEST_DETAIL = 1024;

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject Clock clock;

  /** The step is on record; no user asked for it just now. */
  void add(HistoryEntry entry) {
    add(entry, null, null);
  }

  /** The step is on record as asked for by that caller. */
  void add(HistoryEntry entry, Caller caller) {
    add(entry, caller.userId(), caller.projectId());
  }

  private void add(HistoryEntry entry, @Nullable String userId, @Nullable String projectId) {
    HistoryEntry.Source source = entry.source();
    // a null of a native query has no type: PostgreSQL takes it for text, hence the cast
    Query insert =
        em.createNativeQuery(
            "INSERT INTO server_history (server_id, at, rule, from_state, to_state, request_id,"
                + " detail, event_id, job_id, op_code, status, user_id, project_id)"
                + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, CAST(?9 AS BIGINT), ?10, ?11, ?12,"
                + " ?13)");
    insert.setParameter(1, entry.serverId());
    insert.setParameter(2, new UtcInstant().convertToDatabaseColumn(clock.instant()));
    insert.setParameter(3, entry.rule().name());
    insert.setParameter(4, entry.from().name());
    insert.setParameter(5, entry.to().name());
    insert.setParameter(6, entry.requestId());
    insert.setParameter(7, shortened(entry.detail()));
    insert.setParameter(8, source == null ? null : source.eventId());
    insert.setParameter(9, source == null ? null : source.jobId());
    insert.setParameter(10, source == null ? null : source.opCode());
    insert.setParameter(11, source == null ? null : source.status());
    insert.setParameter(12, userId);
    insert.setParameter(13, projectId);
    insert.executeUpdate();
  }

  /** How that job ended, if an event told of it already. */
  Optional<JobStatus> endOf(long serverId, long jobId, String opCode) {
    List<?> found =
        em.createNativeQuery(
                "SELECT status FROM server_history WHERE server_id = ?1 AND job_id = ?2"
                    + " AND op_code = ?3 AND status IN ('success', 'error', 'canceled')")
            .setParameter(1, serverId)
            .setParameter(2, jobId)
            .setParameter(3, opCode)
            .getResultList();
    return found.stream().findFirst().flatMap(status -> JobStatus.ofWord((String) status));
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null || text.length() <= LONGEST_DETAIL
        ? text
        : text.substring(0, LONGEST_DETAIL);
  }
}
