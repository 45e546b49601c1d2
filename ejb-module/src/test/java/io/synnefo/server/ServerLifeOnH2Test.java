package io.synnefo.server;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On H2 in PostgreSQL's mode. */
class ServerLifeOnH2Test extends ShapeContract {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.h2("life");
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
