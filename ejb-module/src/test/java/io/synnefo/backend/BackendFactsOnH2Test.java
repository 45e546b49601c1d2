package io.synnefo.backend;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AutoClose;

/** On H2 in PostgreSQL's mode. */
class BackendFactsOnH2Test extends BackendFactsContract {
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.h2("facts");

  @Override
  TestDatabase database() {
    return DATABASE;
  }
}
