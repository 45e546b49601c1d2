package io.synnefo.mail;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Sends a mail as soon as the transaction that took it has committed. Whatever it misses, the sweep
 * finds.
 */
@ApplicationScoped
public class DeliverSoon {
  private static final System.Logger LOG = System.getLogger(DeliverSoon.class.getName());

  /** Conversations at once; each may take minutes with a server that is slow. */
  private final Semaphore places = new Semaphore(4);

  @Inject DeliverMail deliverMail;

  @Resource ManagedExecutorService executor;

  void onDue(@Observes(during = TransactionPhase.AFTER_SUCCESS) MailDue due) {
    if (!places.tryAcquire()) {
      return;
    }
    try {
      executor.execute(() -> deliver(due.messageId()));
    } catch (RejectedExecutionException e) {
      places.release();
      LOG.log(Level.DEBUG, "left to the sweep: mail {0}", due.messageId());
    }
  }

  private void deliver(String messageId) {
    try {
      deliverMail.deliver(messageId);
    } finally {
      places.release();
    }
  }
}
