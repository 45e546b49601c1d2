package io.synnefo.backend;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a PostgreSQL of its own. */
class BackendFactsOnPostgresqlTest extends BackendFactsContract {
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
  TestDatabase database() {
    return database;
  }
}
