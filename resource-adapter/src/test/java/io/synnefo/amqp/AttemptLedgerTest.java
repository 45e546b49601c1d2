package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptLedgerTest {
  private static final Path MIGRATION =
      Path.of("../ejb-module/src/main/resources/db/migration/V003__delivery_attempt.sql");

  private final JdbcDataSource database = new JdbcDataSource();

  @BeforeEach
  void createTheTable() throws SQLException, IOException {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1");
    execute(Files.readString(MIGRATION));
  }

  @Test
  void failuresOfOneMessageAddUp() throws SQLException {
    AttemptLedger ledger = new AttemptLedger(database);
    assertEquals(1, ledger.failed("q", "m1", "boom"));
    assertEquals(2, ledger.failed("q", "m1", "boom"));
    assertEquals(1, ledger.failed("q", "m2", "boom"));
    assertEquals(1, ledger.failed("other", "m1", "boom"));
  }

  @Test
  void aMessageThatIsDoneStartsAnew() throws SQLException {
    AttemptLedger ledger = new AttemptLedger(database);
    ledger.failed("q", "m1", "boom");
    ledger.done("q", "m1");
    assertEquals(1, ledger.failed("q", "m1", "boom"));
  }

  @Test
  void aDatabaseAtFaultCountsNothingAndDoesNotAnswer() throws SQLException {
    AttemptLedger ledger = new AttemptLedger(database);
    assertTrue(ledger.answers());
    execute("DROP TABLE delivery_attempt");
    assertFalse(ledger.answers());
    assertThrows(SQLException.class, () -> ledger.failed("q", "m1", "boom"));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
