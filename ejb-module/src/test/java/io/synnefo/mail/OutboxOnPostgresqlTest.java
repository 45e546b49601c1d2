package io.synnefo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.schema.TestDatabase;
import io.synnefo.wire.mail.MailMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void whatAMailSaysIsInNoErrorOfAnAddressLikeTheOperatorsPage() throws Exception {
    String plain;
    try (Connection connection = DATABASE.source().getConnection()) {
      plain = connection.getMetaData().getURL().replaceFirst("\\?.*", "");
    }
    String parameters = parametersOfThePage();
    assertTrue(refusal(plain).contains("ada@example.org"), "there is nothing to hide");
    assertFalse(refusal(plain + parameters).contains("ada@example.org"), parameters);
    for (String other :
        List.of("../testbed/lib/postgres.sh", "../server-config/cli/instance.cli")) {
      assertTrue(Files.readString(Path.of(other)).contains(parameters.substring(1)), other);
    }
  }

  private static String parametersOfThePage() throws IOException {
    Matcher found =
        Pattern.compile("A PostgreSQL URL\\s+needs `(\\?[^`]+)`")
            .matcher(Files.readString(Path.of("../docs/operator.md")));
    assertTrue(found.find());
    return found.group(1);
  }

  /** What the driver says of a mail that is not complete. */
  private static String refusal(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      SQLException refused =
          assertThrows(
              SQLException.class,
              () ->
                  statement.execute(
                      "INSERT INTO mail_outbox (message_id, recipient, body)"
                          + " VALUES ('m', 'ada@example.org', 'hush')"));
      return String.valueOf(refused.getMessage());
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
