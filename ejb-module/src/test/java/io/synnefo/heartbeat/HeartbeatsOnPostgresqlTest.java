package io.synnefo.heartbeat;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a PostgreSQL of its own. */
class HeartbeatsOnPostgresqlTest extends HeartbeatsContract {
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
