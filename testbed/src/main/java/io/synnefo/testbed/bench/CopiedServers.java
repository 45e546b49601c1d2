package io.synnefo.testbed.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Servers that no Ganeti knows, for events that a bench makes up itself: copies of a real one, kept
 * for the next run.
 */
final class CopiedServers {
  private static final String COPY =
      """
      INSERT INTO server (id, uuid, name, user_id, project_id, flavor_id, image_id, backend_id,
        state, progress, create_request_id, created_at, updated_at, version)
      SELECT nextval('server_id_seq'), CAST(gen_random_uuid() AS VARCHAR), 'copied', user_id,
        project_id, flavor_id, image_id, backend_id, 'STARTED', progress, create_request_id, created_at, updated_at, 0
      FROM server, generate_series(1, ?) WHERE uuid = ?
      """;

  private final Connection database;
  private final UUID original;

  CopiedServers(Connection database, UUID original) {
    this.database = database;
    this.original = original;
  }

  /** There are that many of them; their numbers. */
  List<Long> make(int count) throws SQLException {
    int more = count - numbers(count).size();
    try (PreparedStatement copy = database.prepareStatement(COPY)) {
      copy.setInt(1, more);
      copy.setString(2, original.toString());
      copy.executeUpdate();
    }
    try (PreparedStatement analyze = database.prepareStatement("ANALYZE server")) {
      analyze.execute(); // as it is with servers that have been there for a while
    }
    database.commit();
    return numbers(count);
  }

  private List<Long> numbers(int most) throws SQLException {
    String sql = "SELECT id FROM server WHERE name = 'copied' ORDER BY id LIMIT ?";
    List<Long> numbers = new ArrayList<>();
    try (PreparedStatement query = database.prepareStatement(sql)) {
      query.setInt(1, most);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          numbers.add(rows.getLong(1));
        }
      }
    } finally {
      database.commit();
    }
    return numbers;
  }
}
