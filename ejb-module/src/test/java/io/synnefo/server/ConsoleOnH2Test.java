package io.synnefo.server;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AutoClose;

/** On H2 in PostgreSQL's mode. */
class ConsoleOnH2Test extends ConsoleContract {
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.h2("consoles");

  @Override
  Cloud cloud() {
    return new Cloud(DATABASE);
  }
}
