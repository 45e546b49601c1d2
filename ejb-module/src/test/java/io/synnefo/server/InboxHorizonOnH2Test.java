package io.synnefo.server;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On H2 in PostgreSQL's mode. */
class InboxHorizonOnH2Test extends InboxHorizonContract {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.h2("inbox-horizon");
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
