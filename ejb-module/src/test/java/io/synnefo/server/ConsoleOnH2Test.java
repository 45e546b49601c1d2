package io.synnefo.server;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On H2 in PostgreSQL's mode. */
class ConsoleOnH2Test extends ConsoleContract {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.h2("consoles");
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
