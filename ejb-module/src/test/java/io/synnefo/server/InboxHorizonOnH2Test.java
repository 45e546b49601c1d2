package io.synnefo.server;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AutoClose;

/** On H2 in PostgreSQL's mode. */
class InboxHorizonOnH2Test extends InboxHorizonContract {
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.h2("inbox-horizon");

  @Override
  TestDatabase database() {
    return DATABASE;
  }
}
