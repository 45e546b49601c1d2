package io.synnefo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.schema.TestDatabase;
import io.synnefo.wire.mail.MailMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** On PostgreSQL, where several really do it at once. */
class OutboxOnPostgresqlTest extends OutboxContract {
  private static final int MANY = 8;
  private static final int ROUNDS = 10;
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.postgresql();

  @Override
  Post post() {
    return new Post(DATABASE);
  }

  @Test
  void ofManyWhoTakeOrSendAMailAtOnceOneDoes() throws Exception {
    Post post = post();
    for (int round = 0; round < ROUNDS; round++) {
      String id = "mail." + round;
      MailMessage mail = new MailMessage(id, "test", "ada@example.org", Map.of("cloud", "snf"));
      MailText text = new MailText("s", "b");
      assertEquals(1, atOnce(() -> post.outbox.add(mail, text)));
      assertEquals(1, atOnce(() -> post.outbox.claim(id).isPresent()));
    }
  }

  /** How many of them it was true for. */
  private static int atOnce(Callable<Boolean> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try {
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> future :
          threads.invokeAll(Collections.nCopies(MANY, work), 30, TimeUnit.SECONDS)) {
        results.add(future.get());
      }
      return Collections.frequency(results, true);
    } finally {
      threads.shutdownNow();
    }
  }
}
