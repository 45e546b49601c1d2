package io.synnefo.heartbeat;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On H2 in PostgreSQL's mode. */
class HeartbeatsOnH2Test extends HeartbeatsContract {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.h2("heartbeats");
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
