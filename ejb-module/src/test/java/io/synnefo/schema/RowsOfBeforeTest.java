package io.synnefo.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a migration does to rows that are there: those of an installation that is upgraded. */
class RowsOfBeforeTest {
  private static final String SCHEMA = "before";

  /** Of servers that are there, in the order of their ids; the last one has a shape already. */
  private static final List<String> STATES =
      List.of("BUILD", "STARTED", "STOPPED", "ERROR", "DESTROYED", "STARTED");

  private static TestDatabase postgresql;

  @BeforeAll
  static void open() {
    postgresql = TestDatabase.postgresql();
  }

  @AfterAll
  static void close() {
    postgresql.close();
  }

  static Stream<DataSource> databases() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL(
        "jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
    return Stream.of(h2, postgresql.source());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void serversOfBeforeTheirShapesAreAskedForOnceUnlessTheyAreGoneOrComing(DataSource source)
      throws SQLException {
    migration(source).target("037").load().migrate();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SCHEMA '" + SCHEMA + "'");
      statement.execute(
          "INSERT INTO backend (id, name, username, certificate_sha256, hypervisor, disk_template,"
              + " status, created_at, updated_at) VALUES (1, 'b', 'u', 'c', 'kvm', 'file',"
              + " 'ONLINE', TIMESTAMP '2026-01-01 00:00:00', TIMESTAMP '2026-01-01 00:00:00')");
      for (int id = 0; id < STATES.size(); id++) {
        statement.execute(server(id, STATES.get(id)));
      }
      statement.execute(
          "INSERT INTO server_shape (server_id, version, due_at) VALUES (5, 7, NULL)");
    }
    migration(source).load().migrate();
    assertEquals(
        List.of(
            "1 1 2000-01-01 00:00:00.0",
            "2 1 2000-01-01 00:00:00.0",
            "3 1 2000-01-01 00:00:00.0",
            "5 7 null"),
        shapes(source));
  }

  private static String server(int id, String state) {
    return "INSERT INTO server (id, uuid, name, user_id, project_id, flavor_id, image_id,"
        + " backend_id, state, progress, create_request_id, created_at, updated_at, version) VALUES ("
        + id
        + ", '"
        + UUID.randomUUID()
        + "', 'n', 'u', 'p', 'f', 'i', 1, '"
        + state
        + "', 100, 'req', TIMESTAMP '2026-01-01 00:00:00', TIMESTAMP '2026-01-01 00:00:00', 1)";
  }

  private static FluentConfiguration migration(DataSource source) {
    return Flyway.configure().dataSource(source).schemas(SCHEMA).defaultSchema(SCHEMA);
  }

  private static List<String> shapes(DataSource source) throws SQLException {
    List<String> shapes = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT server_id, version, due_at FROM "
                    + SCHEMA
                    + ".server_shape ORDER BY server_id")) {
      while (rows.next()) {
        shapes.add(rows.getLong(1) + " " + rows.getLong(2) + " " + rows.getTimestamp(3));
      }
    }
    return shapes;
  }
}
