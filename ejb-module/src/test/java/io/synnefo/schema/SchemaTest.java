package io.synnefo.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** When the schema changed on purpose: {@code ./synnefo goldens}. */
class SchemaTest {
  private static final String GOLDEN = "ejb-module/src/test/resources/schema.golden.txt";

  /** A line for each table, column, constraint, index and sequence, in an order that stays. */
  private static final String LINES =
      """
      WITH t AS (
        SELECT oid, relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
          AND relname <> 'flyway_schema_history')
      SELECT line FROM (
        SELECT relname::text AS owner, 0 AS part, 0 AS place, '' AS name, 'table ' || relname AS line
        FROM t
        UNION ALL
        SELECT relname, 1, attnum, '', '  ' || attname || ' ' || format_type(atttypid, atttypmod)
          || CASE WHEN attnotnull THEN ' not null' ELSE '' END
          || CASE attidentity WHEN '' THEN '' ELSE ' identity' END
          || COALESCE(' default ' || pg_get_expr(adbin, adrelid), '')
        FROM t JOIN pg_attribute a ON attrelid = t.oid AND attnum > 0 AND NOT attisdropped
          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        UNION ALL
        SELECT relname, 2, 0, conname, '  constraint ' || conname || ' ' || pg_get_constraintdef(c.oid)
        FROM t JOIN pg_constraint c ON conrelid = t.oid AND contype <> 'n'
        UNION ALL
        SELECT t.relname, 3, 0, i.relname, '  ' || pg_get_indexdef(indexrelid)
        FROM t JOIN pg_index x ON indrelid = t.oid JOIN pg_class i ON i.oid = indexrelid
        WHERE NOT EXISTS (
          SELECT FROM pg_constraint c WHERE c.conindid = indexrelid AND c.conrelid = t.oid)
        UNION ALL
        SELECT sequencename, 4, 0, '', 'sequence ' || sequencename || ' ' || data_type
          || ' start ' || start_value || ' increment ' || increment_by
        FROM pg_sequences WHERE schemaname = 'public') AS lines
      ORDER BY owner COLLATE "C", part, place, name COLLATE "C"
      """;

  @Test
  void afterAllMigrationsTheSchemaIsTheGoldenOne() throws Exception {
    String schema;
    try (TestDatabase database = TestDatabase.postgresql();
        Connection connection = database.source().getConnection()) {
      schema = lines(connection);
    }
    Path left = Path.of("target/goldens", GOLDEN);
    Files.createDirectories(left.getParent());
    Files.writeString(left, schema);
    assertEquals(Files.readString(Path.of("..", GOLDEN)), schema, "see " + left);
  }

  private static String lines(Connection connection) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(LINES)) {
      while (rows.next()) {
        text.append(rows.getString(1)).append('\n');
      }
    }
    return text.toString();
  }
}
