package io.synnefo.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import io.synnefo.wire.text.Printable;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

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

  /** A message that a session has in hand, as JMS and as AMQP have it. */
  private record Taken(
      BrokerLink link, Session session, Message message, GetResponse raw, Holding holding) {}

  /**
   * Delivers until the message is done, given back or the link is lost. While the infrastructure is
   * at fault the message is kept here and none other is taken: the broker would count every return.
   */
  void deliver(BrokerLink link, Inbound inbound, Session session, Message message) {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    try (Holding holding = new Holding(queue.name(), figures)) {
      // whatever happens to it from here on is decided here
      GetResponse raw = Objects.requireNonNull(inbound.take(), "no message has come");
      for (boolean again = message.getJMSRedelivered(); !link.isLost(); again = true) {
        Verdict verdict = counted(Verdict.beforeCounting(delivered(message, again)), message);
        if (verdict instanceof Verdict.Hold hold) {
          holding.because(hold.reason());
          awaitDatabase(link, backoff);
        } else {
          settle(new Taken(link, session, message, raw, holding), verdict);
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

  /**
   * The JMS client could not read the message, so nobody will ever handle it: a dead letter, and
   * the session goes on.
   */
  void refuse(BrokerLink link, Channel channel, GetResponse raw, Exception why) {
    String key = MessageText.key(raw.getProps().getMessageId(), raw.getBody());
    try (Holding holding = new Holding(queue.name(), figures)) {
      if (bury(link, holding, raw, key, Verdict.unreadable(why))) {
        channel.basicAck(raw.getEnvelope().getDeliveryTag(), false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the adapter stops: the message goes back unacknowledged
    } catch (IOException | RuntimeException e) {
      link.lose("a message that cannot be read could not be settled: " + e.getMessage());
    }
  }

  private Verdict.Ending delivered(Message message, boolean again) {
    figures.delivered(again);
    Verdict.Ending ending = bean.deliver(message);
    if (!ending.committed()) {
      figures.rolledBack();
    }
    return ending;
  }

  private Verdict counted(Verdict verdict, Message message) throws JMSException {
    if (!(verdict instanceof Verdict.Retry retry)) {
      return verdict;
    }
    try {
      int attempts = ledger.failed(queue.name(), MessageText.key(message), retry.reason());
      return Verdict.afterCounting(retry, attempts, queue.maxAttempts());
    } catch (SQLException e) {
      return Verdict.uncounted(retry, e);
    }
  }

  private void settle(Taken taken, Verdict verdict)
      throws JMSException, IOException, InterruptedException {
    Message message = taken.message();
    String key = MessageText.key(message);
    if (verdict instanceof Verdict.Retry retry) {
      log(Level.WARNING, "failed", key, retry.reason());
      figures.retried();
      taken.holding().ends(); // it waits, by its own fault
      comeAgain(taken, queue.retryPause(retry.attempts()));
      return;
    }
    boolean mayBeCounted = message.getJMSRedelivered();
    if (verdict instanceof Verdict.DeadLetter dead) {
      if (!bury(taken.link(), taken.holding(), taken.raw(), key, dead)) {
        return;
      }
      mayBeCounted = true;
    } else {
      figures.done();
    }
    message.acknowledge();
    if (mayBeCounted) {
      forget(key);
    }
  }

  private void comeAgain(Taken taken, Duration pause) throws JMSException, InterruptedException {
    figures.waits();
    try {
      if (!taken.link().awaitLoss(pause)) {
        taken.session().recover();
      }
    } finally {
      figures.waited();
    }
  }

  /**
   * The message is in the dead-letter queue. While that is full, or has no leader, the message is
   * kept: another link would fare no better.
   *
   * @return false when the link was lost first
   */
  private boolean bury(
      BrokerLink link, Holding holding, GetResponse raw, String key, Verdict.DeadLetter dead)
      throws IOException, InterruptedException {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    while (!link.isLost()) {
      try {
        link.deadLetters().publish(raw.getProps(), raw.getBody(), key, dead);
        log(dead.isRefusal() ? Level.WARNING : Level.ERROR, dead.ending(), key, dead.reason());
        figures.deadLettered(dead.isRefusal());
        return true;
      } catch (NotTaken e) {
        holding.because(
            "dead-letter queue full, or without a leader: "
                + queue.queue().deadLetterQueue()
                + " takes nothing");
        link.awaitLoss(backoff.next());
      }
    }
    return false;
  }

  /** What publishers and beans say may be of any form; a line of the log has one. */
  private void log(Level level, String ending, String key, String reason) {
    LOG.log(
        level,
        "{0}: message {1} {2}: {3}",
        queue.name(),
        Printable.of(key),
        ending,
        Printable.of(reason));
  }

  private void forget(String key) {
    try {
      ledger.done(queue.name(), key);
    } catch (SQLException e) {
      LOG.log(
          Level.WARNING,
          "the failure count of {0} stays behind: {1}",
          Printable.of(key),
          Verdict.said(e));
    }
  }

  private void awaitDatabase(BrokerLink link, Backoff backoff) throws InterruptedException {
    do {
      if (link.awaitLoss(backoff.next())) {
        return;
      }
    } while (!ledger.answers());
  }
}
