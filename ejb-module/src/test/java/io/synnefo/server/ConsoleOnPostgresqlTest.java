package io.synnefo.server;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On PostgreSQL. */
class ConsoleOnPostgresqlTest extends ConsoleContract {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.postgresql();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  Cloud cloud() {
    return new Cloud(database);
  }
}
