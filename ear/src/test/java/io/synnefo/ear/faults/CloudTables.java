package io.synnefo.ear.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of a cloud in the PostgreSQL of that script, past its servers. */
record CloudTables(ShellScript postgresql) {
  /** Sessions of others that wait until somebody lets a row go. */
  private static final String WAITING =
      "SELECT COUNT(*) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

  private static final String SEED =
      """
      INSERT INTO server (id, uuid, name, user_id, project_id, flavor_id, image_id, backend_id,
        state, progress, create_request_id, created_at, updated_at, version)
      SELECT nextval('server_id_seq'), CAST(gen_random_uuid() AS VARCHAR), 'storm', 'user', 'project',
        '1', 'image', (SELECT id FROM backend), 'BUILD', 0, 'req-storm',
        now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC', 0
      FROM generate_series(1, ?)
      """;

  String url() throws IOException {
    return postgresql.value("PG_URL");
  }

  String user() throws IOException {
    return postgresql.value("PG_USER");
  }

  Path passwordFile() throws IOException {
    return Path.of(postgresql.value("PG_PASSWORD_FILE"));
  }

  private Connection connect() throws IOException, SQLException {
    return DriverManager.getConnection(url(), user(), Files.readString(passwordFile()).strip());
  }

  /** There are servers 1 to that number, which were asked for and of which nothing was heard. */
  void addServers(int count) throws IOException, SQLException {
    try (Connection connection = connect();
        PreparedStatement insert = connection.prepareStatement(SEED)) {
      insert.setInt(1, count);
      insert.executeUpdate();
    }
  }

  void execute(String sql) throws IOException, SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** How many of the application's transactions a locked row holds up. */
  long waiting() throws IOException, SQLException {
    return count(WAITING);
  }

  /** How often Ganeti is still to be asked how a server is, or what it is made of. */
  long unlooked() throws IOException, SQLException {
    return count("SELECT COUNT(*) FROM server WHERE due_at IS NOT NULL")
        + count("SELECT COUNT(*) FROM server_shape WHERE due_at IS NOT NULL");
  }

  private long count(String query) throws IOException, SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Nobody else gets on with that server until the session is closed. */
  Connection lockServer(long id) throws IOException, SQLException {
    Connection session = connect();
    session.setAutoCommit(false);
    try (PreparedStatement lock =
        session.prepareStatement("SELECT id FROM server WHERE id = ? FOR UPDATE")) {
      lock.setLong(1, id);
      lock.executeQuery();
    } catch (SQLException e) {
      session.close();
      throw e;
    }
    return session;
  }
}
