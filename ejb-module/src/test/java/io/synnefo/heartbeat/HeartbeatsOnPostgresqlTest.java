package io.synnefo.heartbeat;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AutoClose;

/** On a PostgreSQL of its own. */
class HeartbeatsOnPostgresqlTest extends HeartbeatsContract {
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.postgresql();

  @Override
  TestDatabase database() {
    return DATABASE;
  }
}
