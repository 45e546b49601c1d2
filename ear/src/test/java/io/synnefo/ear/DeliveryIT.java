package io.synnefo.ear;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.GetResponse;
import io.synnefo.admin.RetryDeadLetters;
import io.synnefo.retention.SweepInbox;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
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
  private static final int SESSIONS = 4; // of a queue that does not say otherwise

  @Resource(lookup = "java:jboss/datasources/SynnefoDS")
  private DataSource dataSource;

  @Inject private SweepInbox sweepInbox;
  @Inject private RetryDeadLetters retryDeadLetters;

  @Deployment
  static EnterpriseArchive ear() {
    return SynnefoEar.with(
        ProbeHandler.class, DeliveryIT.class, Broker.class, Scrape.class, OldInbox.class);
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
  void aDeadLetterIsHandledWhenItIsRetriedAfterItsCauseWasMended() throws Exception {
    String text = "mended " + System.nanoTime();
    try (Broker broker = connected()) {
      broker.publish(text);
      until(() -> retryDeadLetters.retry("snf-probe", Optional.empty()).getInt("retried") == 1);
      until(() -> rows(text) == 1);
      assertEquals(2, ProbeHandler.deliveries(text));
      assertTrue(broker.deadLetter().isEmpty());
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
  void messagesInHandAndInTheirQueueGoOnAfterTheBrokerWasKilled() throws Exception {
    int count = 200;
    String run = "wait " + System.nanoTime();
    try (Broker broker = connected()) {
      for (int i = 0; i < count; i++) {
        broker.publish(run + " " + i);
      }
      until(() -> ProbeHandler.waiting() == SESSIONS);
      assertEquals(count - SESSIONS, broker.ready());
      assertEquals(0, distinctRows(run));
    }
    Broker.script("kill");
    ProbeHandler.goOn();
    Broker.script("start");
    until(() -> distinctRows(run) == count);
    try (Broker broker = connected()) {
      broker.publish(run + " after");
      until(() -> distinctRows(run) == count + 1);
    }
  }

  @Test
  void aDeletedQueueIsServedByAsManyWithin15SecondsAndWhatWasPublishedMeanwhileArrives()
      throws Exception {
    String text = "ok " + System.nanoTime();
    try (Broker broker = connected()) {
      until(() -> broker.consumers() == SESSIONS);
      broker.deleteQueue();
      long deleted = System.nanoTime();
      broker.publish(text);
      await()
          .atMost(Duration.ofSeconds(15).minusNanos(System.nanoTime() - deleted))
          .until(() -> rows(text) == 1 && broker.consumers() == SESSIONS);
    }
  }

  @Test
  void rollbacksAndDeadLettersAreInTheFigures() throws Exception {
    Scrape before = connectedScrape();
    failsUntilDead("rollback " + System.nanoTime(), "rolled its transaction back");
    until(() -> grown(before, "dead_letters_total") == 1);
    assertEquals(MAX_ATTEMPTS, grown(before, "rollbacks_total"));
    assertEquals(MAX_ATTEMPTS - 1, grown(before, "retries_total"));
    assertTrue(grown(before, "deliveries_total") >= MAX_ATTEMPTS);
    assertTrue(grown(before, "redeliveries_total") >= MAX_ATTEMPTS - 1);
    assertEquals(0, grown(before, "refused_total"));
    try (Broker broker = connected()) {
      broker.publish("refuse " + System.nanoTime());
      deadLetter(broker);
    }
    until(() -> grown(before, "dead_letters_total") == 2);
    assertEquals(1, grown(before, "refused_total"));
    assertEquals(MAX_ATTEMPTS + 1, grown(before, "rollbacks_total"));
  }

  @Test
  void pausesAndWhatIsCommittedAfterThemAreInTheFigures() throws Exception {
    Scrape before = connectedScrape();
    String text = "outage 2 " + System.nanoTime();
    try (Broker broker = connected()) {
      broker.publish(text);
    }
    until(() -> rows(text) == 1 && grown(before, "committed_total") >= 1);
    assertEquals(2, grown(before, "pauses_total"));
    assertEquals(2, grown(before, "rollbacks_total"));
    assertEquals(0, grown(before, "dead_letters_total"));
    assertEquals(0, grown(before, "paused"));
  }

  @Test
  void anEventCountsByWhatItAmountedTo() throws Exception {
    Scrape before = connectedScrape();
    publishEvent("delivery-it:1:0:" + System.nanoTime(), "snf-999999999", 1795338810);
    until(() -> events(before, "foreign") == 1);
    assertEquals(0, events(before, "applied"));
  }

  @Test
  void oldEventsAreForgottenByTheBatchJobAndRefusedWhenTheyComeAgain() throws Exception {
    int events = 25_000; // two slices and a half
    long server = 999_999_998;
    String id = "old-it:1:0:success." + System.nanoTime();
    long at = Instant.now().minus(Duration.ofDays(100)).getEpochSecond();
    try (OldInbox inbox = new OldInbox(dataSource, server, events)) {
      Scrape before = connectedScrape();
      publishEvent(id, "snf-" + server, at);
      until(() -> events(before, "ignored") == 1);
      assertEquals(events + 1, inbox.known());
      sweepInbox.startNow();
      until(() -> sweepInbox.status().last().endedAt() != null);
      assertEquals(0, inbox.known());
      assertTrue(sweepInbox.status().last().forgotten() > events);
      assertTrue(sweepInbox.status().horizon().isAfter(Instant.ofEpochSecond(at)));
      publishEvent(id, "snf-" + server, at);
      until(() -> events(before, "expired") == 1);
      assertEquals(1, events(before, "ignored"));
      assertEquals(0, Scrape.now().growth(before, "dead_letters_total", "snf-events-op"));
    }
  }

  private static long events(Scrape before, String outcome) throws Exception {
    String sample = "synnefo_events_total{queue=\"snf-events-op\",outcome=\"" + outcome + "\"}";
    return Scrape.now().growth(before, sample);
  }

  private static void publishEvent(String id, String instance, long at) throws Exception {
    String event =
        """
        {"type": "ganeti-op-status", "event_id": "%s", "cluster": "delivery-it", "jobId": 1,
         "op_index": 0, "operation": "OP_INSTANCE_STARTUP", "status": "success",
         "event_time": [%d, 370961], "instance": "%s"}
        """
            .formatted(id, at, instance);
    try (Broker broker = connected()) {
      broker.publish("ganeti.snf.event.op", id, event);
    }
  }

  private static Scrape connectedScrape() throws Exception {
    try (Broker broker = connected()) {
      broker.ready();
      return Scrape.now();
    }
  }

  private static long grown(Scrape before, String name) throws Exception {
    return Scrape.now().growth(before, name, "snf-probe");
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
