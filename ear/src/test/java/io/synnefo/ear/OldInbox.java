package io.synnefo.ear;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** An inbox with old events in it, and a server of which something was heard an hour ago. */
final class OldInbox implements AutoCloseable {
  private static final String BACKEND =
      "INSERT INTO backend (id, name, username, certificate_sha256, hypervisor, disk_template,"
          + " status, created_at, updated_at) VALUES (999, 'old', 'u', 'x', 'kvm', 'file',"
          + " 'DRAINED', LOCALTIMESTAMP, LOCALTIMESTAMP)";

  private static final String SERVER =
      "INSERT INTO server (id, uuid, name, user_id, project_id, flavor_id, image_id, backend_id,"
          + " state, progress, create_request_id, last_job_id, last_op_index, last_event_at,"
          + " created_at, updated_at, version) VALUES (%d, 'old', 'old', 'u', 'p', '1', 'i', 999,"
          + " 'STARTED', 100, 'req-old', 9, 0, LOCALTIMESTAMP - INTERVAL '1' HOUR,"
          + " LOCALTIMESTAMP, LOCALTIMESTAMP, 0)";

  private static final String EVENTS =
      "INSERT INTO inbox (event_id, received_at, event_time) SELECT 'old-it:' || x,"
          + " LOCALTIMESTAMP, LOCALTIMESTAMP - INTERVAL '100' DAY FROM SYSTEM_RANGE(1, %d)";

  private final DataSource dataSource;

  OldInbox(DataSource dataSource, long serverId, int events) throws SQLException {
    this.dataSource = dataSource;
    update(BACKEND);
    update(SERVER.formatted(serverId));
    update(EVENTS.formatted(events));
  }

  /** Old events that are still known. */
  int known() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT COUNT(*) FROM inbox WHERE event_id LIKE 'old-it:%'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private void update(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    update("DELETE FROM server WHERE backend_id = 999");
    update("DELETE FROM backend_facts WHERE backend_id = 999");
    update("DELETE FROM backend WHERE id = 999");
  }
}
