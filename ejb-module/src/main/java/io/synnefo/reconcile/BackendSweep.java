package io.synnefo.reconcile;

import io.synnefo.backend.BackendStatus;
import io.synnefo.backend.Backends;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Every ten seconds looks which clusters are to be asked what they are like. Every instance of the
 * application does; a claim in the database sees to it that each cluster is asked by one.
 */
@Singleton
@DependsOn("Startup") // the schema comes first
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BackendSweep {
  @Inject Backends backends;
  @Inject RefreshBackend refreshBackend;

  /** Clusters that were due have been asked, but for those that are offline. */
  @Schedule(hour = "*", minute = "*", second = "5/10", persistent = false)
  public void sweep() {
    backends.list().stream()
        .filter(backend -> backend.status() != BackendStatus.OFFLINE)
        .forEach(refreshBackend::refresh);
  }
}
