package io.synnefo.backend;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On H2 in PostgreSQL's mode. */
class BackendFactsOnH2Test extends BackendFactsContract {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.h2("facts");
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
