package io.synnefo.mail;

import io.synnefo.schema.TestDatabase;
import org.junit.jupiter.api.AutoClose;

/** On H2 in PostgreSQL's mode. */
class OutboxOnH2Test extends OutboxContract {
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.h2("outbox");

  @Override
  Post post() {
    return new Post(DATABASE);
  }
}
