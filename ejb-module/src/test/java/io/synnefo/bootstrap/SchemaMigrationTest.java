package io.synnefo.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaMigrationTest {
  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1", "sa", "");

  @AfterEach
  void close() {
    pool.dispose();
  }

  @Test
  void anEmptyDatabaseGetsTheSchemaAndASecondStartChangesNothing() {
    String version = new SchemaMigration(pool).migrate();
    assertTrue(Integer.parseInt(version) >= 2, version);
    assertEquals(version, new SchemaMigration(pool).migrate());
  }

  @Test
  void aSchemaNewerThanTheApplicationIsRefusedWithBothVersions() throws SQLException {
    String version = new SchemaMigration(pool).migrate();
    execute(
        "INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\","
            + " \"type\", \"script\", \"checksum\", \"installed_by\", \"execution_time\","
            + " \"success\") VALUES (900, '900', 'future', 'SQL', 'V900__future.sql', 1, 'sa', 1,"
            + " TRUE)");
    Exception refusal =
        assertThrows(IllegalStateException.class, () -> new SchemaMigration(pool).migrate());
    assertEquals(
        "schema version 900 is newer than this application's " + version, refusal.getMessage());
  }

  @Test
  void anAppliedScriptThatWasEditedIsRefused() throws SQLException {
    new SchemaMigration(pool).migrate();
    execute("UPDATE \"flyway_schema_history\" SET \"checksum\" = 7 WHERE \"version\" = '001'");
    assertThrows(FlywayException.class, () -> new SchemaMigration(pool).migrate());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
