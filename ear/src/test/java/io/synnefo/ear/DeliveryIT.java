package io.synnefo.ear;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.GetResponse;
import jakarta.annotation.Resource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the adapter promises, seen from a bean in the real EAR and a real broker. */
@ExtendWith(ArquillianExtension.class)
class DeliveryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MAX_ATTEMPTS = 5;

  @Resource(lookup = "java:jboss/datasources/SynnefoDS")
  private DataSource dataSource;

  @Deployment
  static EnterpriseArchive ear() {
    return SynnefoEar.with(ProbeHandler.class, DeliveryIT.class, Broker.class);
  }

  @BeforeEach
  void tableExists() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS probe (text VARCHAR(200) NOT NULL)");
    }
  }

  @Test
  void aMessageWhoseBeanThrowsComesBackAndAtTheLimitIsADeadLetterWithItsReason() throws Exception {
    failsUntilDead("throw " + System.nanoTime(), "told to throw");
  }

  @Test
  void aMessageWhoseBeanRollsBackComesBackAndAtTheLimitIsADeadLetterWithItsReason()
      throws Exception {
    failsUntilDead("rollback " + System.nanoTime(), "rolled its transaction back");
  }

  @Test
  void aRefusedMessageIsADeadLetterAtOnce() throws Exception {
    String text = "refuse " + System.nanoTime();
    try (Broker broker = connected()) {
      broker.publish(text);
      GetResponse dead = deadLetter(broker);
      assertEquals("told to refuse", header(dead, "x-synnefo-reason"));
      assertEquals("0", header(dead, "x-synnefo-attempts"));
      assertEquals(1, ProbeHandler.deliveries(text));
      assertEquals(0, rows(text));
    }
  }

  @Test
  void aMessageThatFailsByTheDatabasesFaultIsKeptAndNotCounted() throws Exception {
    String text = "outage 8 " + System.nanoTime(); // more than the limit
    try (Broker broker = connected()) {
      broker.publish(text);
      until(() -> rows(text) == 1);
      assertEquals(9, ProbeHandler.deliveries(text));
      assertTrue(broker.deadLetter().isEmpty());
    }
  }

  @Test
  void messagesGoOnAfterTheBrokerWasKilled() throws Exception {
    int count = 200;
    String run = "ok " + System.nanoTime();
    try (Broker broker = connected()) {
      for (int i = 0; i < count; i++) {
        broker.publish(run + " " + i);
      }
    }
    Broker.script("kill");
    Broker.script("start");
    until(() -> distinctRows(run) == count);
    try (Broker broker = connected()) {
      broker.publish(run + " after");
      until(() -> distinctRows(run) == count + 1);
    }
  }

  @Test
  void aDeletedQueueIsThereAgainAndServedWithin15Seconds() throws Exception {
    String text = "ok " + System.nanoTime();
    try (Broker broker = connected()) {
      broker.deleteQueue();
    }
    boolean[] published = new boolean[1];
    await()
        .atMost(Duration.ofSeconds(15))
        .ignoreExceptions()
        .until(
            () -> {
              try (Broker broker = new Broker()) {
                broker.ready();
                if (!published[0]) {
                  broker.publish(text);
                  published[0] = true;
                }
                return rows(text) >= 1;
              }
            });
  }

  private void failsUntilDead(String text, String reason) throws Exception {
    try (Broker broker = connected()) {
      broker.publish(text);
      GetResponse dead = deadLetter(broker);
      assertTrue(
          header(dead, "x-synnefo-reason").contains(reason), header(dead, "x-synnefo-reason"));
      assertEquals("snf-probe", header(dead, "x-synnefo-queue"));
      assertEquals(String.valueOf(MAX_ATTEMPTS), header(dead, "x-synnefo-attempts"));
      assertEquals(text, new String(dead.getBody(), java.nio.charset.StandardCharsets.UTF_8));
      assertEquals(MAX_ATTEMPTS, ProbeHandler.deliveries(text));
      assertEquals(0, rows(text));
      assertEquals(0, broker.ready());
    }
  }

  /** A broker whose probe queue is there: the adapter has declared it. */
  private static Broker connected() {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              Broker broker = new Broker();
              broker.ready();
              return broker;
            },
            broker -> true);
  }

  private static GetResponse deadLetter(Broker broker) {
    return await().atMost(PATIENCE).until(broker::deadLetter, Optional::isPresent).orElseThrow();
  }

  private static String header(GetResponse message, String name) {
    return String.valueOf(message.getProps().getHeaders().get(name));
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).ignoreExceptions().until(condition);
  }

  private int rows(String text) throws SQLException {
    return count("SELECT COUNT(*) FROM probe WHERE text = ?", text);
  }

  private int distinctRows(String prefix) throws SQLException {
    return count("SELECT COUNT(DISTINCT text) FROM probe WHERE text LIKE ?", prefix + "%");
  }

  private int count(String sql, String parameter) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, parameter);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
