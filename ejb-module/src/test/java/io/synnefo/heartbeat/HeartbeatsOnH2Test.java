package io.synnefo.heartbeat;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AutoClose;

/** On H2 in PostgreSQL's mode. */
class HeartbeatsOnH2Test extends HeartbeatsContract {
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.h2("heartbeats");

  @Override
  TestDatabase database() {
    return DATABASE;
  }
}
