package io.synnefo.reconcile;

import io.synnefo.ganeti.RapiException;
import io.synnefo.server.ServerDue;
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
 * Looks at a server as soon as the transaction that made it due has committed. Whatever it misses,
 * the sweep finds.
 */
@ApplicationScoped
public class SettleSoon {
  private static final System.Logger LOG = System.getLogger(SettleSoon.class.getName());
  private final Semaphore places = new Semaphore(64);

  @Inject SettleServer settleServer;

  @Resource ManagedExecutorService executor;

  void onDue(@Observes(during = TransactionPhase.AFTER_SUCCESS) ServerDue due) {
    if (!places.tryAcquire()) {
      return;
    }
    try {
      executor.execute(() -> settle(due.serverId()));
    } catch (RejectedExecutionException e) {
      places.release();
      LOG.log(Level.DEBUG, "left to the sweep: server {0}", String.valueOf(due.serverId()));
    }
  }

  private void settle(long serverId) {
    try {
      settleServer.settle(serverId);
    } catch (RapiException e) {
      StuckTaskSweep.notSettled(serverId, e);
    } finally {
      places.release();
    }
  }
}
