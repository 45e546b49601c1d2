package io.synnefo.amqp;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One message at a time, from the broker to the bean and back as an acknowledgement. The message is
 * acknowledged strictly after the commit; on every other ending the {@link Verdict} decides.
 */
final class MessageConsumerSlot {
  private static final System.Logger LOG = System.getLogger(MessageConsumerSlot.class.getName());

  private final BeanCall bean;
  private final AttemptLedger ledger;
  private final QueueSpec queue;
  private final ConsumerFigures figures;

  MessageConsumerSlot(
      BeanCall bean, AttemptLedger ledger, QueueSpec queue, ConsumerFigures figures) {
    this.bean = bean;
    this.ledger = ledger;
    this.queue = queue;
    this.figures = figures;
  }

  /**
   * Delivers until the message is done, given back or the link is lost. While the infrastructure is
   * at fault the message is kept here and none other is taken: the broker would count every return.
   */
  void deliver(BrokerLink link, Session session, Message message) {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    try {
      while (!link.isLost()) {
        Verdict verdict = counted(Verdict.beforeCounting(bean.deliver(message)), message);
        if (verdict instanceof Verdict.Hold hold) {
          hold(link, hold.reason(), backoff);
        } else {
          settle(link, session, message, verdict);
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the adapter stops: the message goes back unacknowledged
    } catch (JMSException | IOException e) {
      link.lose("a message could not be settled: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      // the JMS client would swallow it, and this consumer would wait for ever
      LOG.log(Level.ERROR, queue.name() + ": a defect of the adapter", e);
      link.lose("a defect of the adapter: " + e);
    }
  }

  /** A failure that cannot be counted is the database's, not the message's. */
  private Verdict counted(Verdict verdict, Message message) throws JMSException {
    if (!(verdict instanceof Verdict.Retry retry)) {
      return verdict;
    }
    try {
      int attempts = ledger.failed(queue.name(), MessageText.key(message), retry.reason());
      return Verdict.afterCounting(retry, attempts, queue.maxAttempts());
    } catch (SQLException e) {
      return new Verdict.Hold("the failure could not be counted: " + e.getMessage());
    }
  }

  private void settle(BrokerLink link, Session session, Message message, Verdict verdict)
      throws JMSException, IOException, InterruptedException {
    String key = MessageText.key(message);
    if (verdict instanceof Verdict.Retry retry) {
      LOG.log(Level.WARNING, "{0}: message {1} failed: {2}", queue.name(), key, retry.reason());
      figures.retried();
      if (!link.awaitLoss(queue.retryPause(retry.attempts()))) {
        session.recover();
      }
      return;
    }
    boolean mayBeCounted = message.getJMSRedelivered();
    if (verdict instanceof Verdict.DeadLetter dead) {
      link.deadLetters().publish(MessageText.body(message), key, dead);
      LOG.log(Level.ERROR, "{0}: message {1} given up: {2}", queue.name(), key, dead.reason());
      figures.deadLettered();
      mayBeCounted = true;
    } else {
      figures.done();
    }
    message.acknowledge();
    if (mayBeCounted) {
      forget(key);
    }
  }

  private void forget(String key) {
    try {
      ledger.done(queue.name(), key);
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "the failure count of {0} stays behind: {1}", key, e.getMessage());
    }
  }

  private void hold(BrokerLink link, String why, Backoff backoff) throws InterruptedException {
    figures.held(why);
    LOG.log(Level.WARNING, "{0}: message kept, not its fault: {1}", queue.name(), why);
    try {
      do {
        if (link.awaitLoss(backoff.next())) {
          return;
        }
      } while (!ledger.answers());
    } finally {
      figures.released();
    }
  }
}
