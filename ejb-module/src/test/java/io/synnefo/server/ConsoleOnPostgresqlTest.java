package io.synnefo.server;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AutoClose;

/** On PostgreSQL. */
class ConsoleOnPostgresqlTest extends ConsoleContract {
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.postgresql();

  @Override
  Cloud cloud() {
    return new Cloud(DATABASE);
  }
}
