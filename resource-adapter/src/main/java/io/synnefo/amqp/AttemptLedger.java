package io.synnefo.amqp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * How often each message has failed by its own fault, in the application's database, so that two
 * instances count together and a restart does not forget. Runs outside the bean's transaction.
 */
final class AttemptLedger {
  private static final int QUERY_TIMEOUT_SECONDS = 10;

  private final DataSource dataSource;

  AttemptLedger(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Counts one more failure.
   *
   * @return failures so far, this one included
   * @throws SQLException when the database is at fault: nothing was counted
   */
  int failed(String queue, String messageKey, String reason) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (update(connection, queue, messageKey, reason) == 0) {
        insert(connection, queue, messageKey);
        update(connection, queue, messageKey, reason);
      }
      return count(connection, queue, messageKey);
    }
  }

  /** Forgets a message that is done. */
  void done(String queue, String messageKey) throws SQLException {
    String sql = "DELETE FROM delivery_attempt WHERE queue = ? AND message_key = ?";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete = prepare(connection, sql)) {
      delete.setString(1, queue);
      delete.setString(2, messageKey);
      delete.executeUpdate();
    }
  }

  /** True after a round trip; what is to be asked while the database is suspected. */
  boolean answers() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = prepare(connection, "SELECT COUNT(*) FROM delivery_attempt");
        ResultSet row = select.executeQuery()) {
      return row.next();
    } catch (SQLException e) {
      return false;
    }
  }

  private static int update(Connection connection, String queue, String key, String reason)
      throws SQLException {
    String sql =
        "UPDATE delivery_attempt SET attempts = attempts + 1, last_reason = ?,"
            + " last_at = CURRENT_TIMESTAMP WHERE queue = ? AND message_key = ?";
    try (PreparedStatement update = prepare(connection, sql)) {
      update.setString(1, reason);
      update.setString(2, queue);
      update.setString(3, key);
      return update.executeUpdate();
    }
  }

  private static void insert(Connection connection, String queue, String key) throws SQLException {
    String sql =
        "INSERT INTO delivery_attempt (queue, message_key, attempts, last_reason, last_at)"
            + " VALUES (?, ?, 0, '', CURRENT_TIMESTAMP) ON CONFLICT DO NOTHING";
    try (PreparedStatement insert = prepare(connection, sql)) {
      insert.setString(1, queue);
      insert.setString(2, key);
      insert.executeUpdate();
    }
  }

  private static int count(Connection connection, String queue, String key) throws SQLException {
    String sql = "SELECT attempts FROM delivery_attempt WHERE queue = ? AND message_key = ?";
    try (PreparedStatement select = prepare(connection, sql)) {
      select.setString(1, queue);
      select.setString(2, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
    return statement;
  }
}
