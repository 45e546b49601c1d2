package io.synnefo.server;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** On H2 in PostgreSQL's mode. */
class ServerLifeOnH2Test extends ServerLifeContract {
  private TestDatabase database;

  @BeforeEach
  void open(TestInfo test) {
    database = TestDatabase.h2("life-" + test.getDisplayName().replaceAll("\\W", ""));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  Cloud cloud() {
    return new Cloud(database);
  }
}
