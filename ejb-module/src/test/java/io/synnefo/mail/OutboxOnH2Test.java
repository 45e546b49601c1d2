package io.synnefo.mail;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On H2 in PostgreSQL's mode. */
class OutboxOnH2Test extends OutboxContract {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.h2("outbox");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  Post post() {
    return new Post(database);
  }
}
