package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.queue.ConsumerMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class ConsumerFiguresTest {
  private int live = 2;
  private long now = 1_000_000;
  private final ConsumerFigures figures = new ConsumerFigures(2, () -> now);

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void itIsSilentFromTheBeginningUntilItIsConnected() {
    pass(7);
    assertEquals(7, figures.getSilentSeconds());
    assertEquals(0, figures.getConsuming());
    assertFalse(figures.isEverConnected());
    figures.connected("connected", () -> live);
    pass(7);
    assertEquals(0, figures.getSilentSeconds());
    assertEquals(2, figures.getConsuming());
    assertTrue(figures.isEverConnected());
  }

  @Test
  void aSilenceLastsOnHoweverOftenItsReasonChanges() {
    figures.connected("connected", () -> live);
    pass(5);
    figures.disconnected("no broker answers");
    pass(5);
    figures.disconnected("the broker refuses us");
    pass(5);
    assertEquals(10, figures.getSilentSeconds());
    assertEquals("the broker refuses us", figures.getState());
    assertTrue(figures.isEverConnected());
    figures.connected("connected", () -> live);
    figures.disconnected("again");
    pass(1);
    assertEquals(1, figures.getSilentSeconds());
  }

  @Test
  void aSessionThatPausesConsumesNothingAndAllOfThemAreSilence() {
    figures.connected("connected", () -> live);
    figures.held("no database", false);
    pass(3);
    assertEquals(1, figures.getConsuming());
    assertEquals(0, figures.getSilentSeconds());
    figures.held("no database", false);
    pass(4);
    assertEquals(0, figures.getConsuming());
    assertEquals(4, figures.getSilentSeconds());
    assertEquals("messages kept: no database", figures.getState());
    figures.released();
    assertEquals(0, figures.getSilentSeconds());
    assertEquals(1, figures.getHeld());
    figures.released();
    assertEquals(2, figures.getConsuming());
    assertEquals("connected", figures.getState());
    assertEquals(2, figures.getPauses());
  }

  @Test
  void sessionsThatAllWaitToTryAMessageAgainConsumeNothingAndThatIsToldAsSilence() {
    figures.connected("connected", () -> live);
    figures.waits();
    pass(3);
    assertEquals(1, figures.getConsuming());
    assertEquals(0, figures.getSilentSeconds());
    assertEquals("connected", figures.getState());
    figures.waits();
    pass(60);
    assertEquals(2, figures.getWaiting());
    assertEquals(0, figures.getConsuming());
    assertEquals(60, figures.getSilentSeconds());
    assertEquals(
        "all sessions wait before messages that failed are tried again", figures.getState());
    figures.waited();
    assertEquals(1, figures.getConsuming());
    assertEquals(0, figures.getSilentSeconds());
    figures.waited();
    assertEquals(2, figures.getConsuming());
    assertEquals("connected", figures.getState());
  }

  /** Its message was kept, for the database's fault, and failed then by its own. */
  @Test
  void aSessionThatKeptItsMessageAndWaitsThenCountsOnce() {
    figures.connected("connected", () -> live);
    try (Holding holding = new Holding("snf-events-op", figures)) {
      holding.because("no database");
      holding.ends();
      figures.waits();
      assertEquals(1, figures.getConsuming());
      assertEquals(0, figures.getHeld());
      assertEquals("connected", figures.getState());
      figures.waited();
    }
    assertEquals(2, figures.getConsuming());
  }

  @Test
  void aDatabaseThatAnswersAndTakesNothingLeavesTheConsumerSilent() {
    figures.connected("connected", () -> live);
    figures.held("no database", false);
    figures.held("no database", false);
    for (int tries = 0; tries < 20; tries++) {
      pass(5);
      figures.held("disk full", true);
    }
    assertEquals(2, figures.getHeld());
    assertEquals(100, figures.getSilentSeconds());
    assertEquals("messages kept: disk full", figures.getState());
    assertEquals(22, figures.getPauses());
  }

  @Test
  void aPauseThatEndsWithTheLinkLeavesTheReasonForThat() {
    figures.connected("connected", () -> live);
    figures.held("no database", false);
    figures.disconnected("no broker answers");
    figures.released();
    assertEquals("no broker answers", figures.getState());
    assertEquals(0, figures.getConsuming());
  }

  @Test
  void aSessionThatIsDeadConsumesNothing() {
    figures.connected("connected", () -> live);
    live = 1;
    assertEquals(1, figures.getConsuming());
    figures.held("no database", false);
    assertEquals(0, figures.getConsuming());
    assertEquals(2, figures.getSessions());
  }

  @Test
  void aQueueWhoseMessagesAreKeptIsNeverSilent() {
    ConsumerFigures kept = new ConsumerFigures(0, () -> now);
    pass(100);
    assertEquals(0, kept.getSilentSeconds());
  }

  @Test
  void whatBecameOfMessagesIsCounted() {
    figures.delivered(false);
    figures.delivered(true);
    figures.delivered(true);
    figures.rolledBack();
    figures.rolledBack();
    figures.retried();
    figures.done();
    figures.deadLettered(true);
    figures.deadLettered(false);
    assertEquals(3, figures.getDelivered());
    assertEquals(2, figures.getRedelivered());
    assertEquals(2, figures.getRolledBack());
    assertEquals(1, figures.getRetried());
    assertEquals(1, figures.getDone());
    assertEquals(2, figures.getDeadLettered());
    assertEquals(1, figures.getRefused());
  }

  @Test
  void othersReadThemInTheMBeanServer() throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = ObjectName.getInstance(ConsumerMXBean.NAME + "test");
    beans.registerMBean(figures, name);
    try {
      figures.connected("connected", () -> live);
      ConsumerMXBean seen = JMX.newMXBeanProxy(beans, name, ConsumerMXBean.class);
      assertEquals("connected", seen.getState());
      assertEquals(2, seen.getConsuming());
    } finally {
      beans.unregisterMBean(name);
    }
  }
}
