package io.synnefo.reconcile;

import io.synnefo.backend.Backend;
import io.synnefo.backend.BackendFacts;
import io.synnefo.backend.Capacity;
import io.synnefo.backend.RapiClients;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import io.synnefo.kernel.LogText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;

/** Asks a cluster what it is like, when it is due. Runs outside any transaction. */
@ApplicationScoped
public class RefreshBackend {
  private static final System.Logger LOG = System.getLogger(RefreshBackend.class.getName());

  @Inject BackendFacts facts;
  @Inject RapiClients clients;

  /**
   * What the cluster tells is on record, or why it does not; nothing is done when it is not due, or
   * somebody else's to ask.
   */
  public void refresh(Backend backend) {
    facts.claim(backend.id()).ifPresent(claim -> ask(backend, claim));
  }

  private void ask(Backend backend, BackendFacts.Claim claim) {
    try {
      RapiClient rapi = clients.of(backend);
      facts.told(claim, rapi.info(), Capacity.of(rapi.nodes()));
    } catch (RapiException e) {
      if (facts.silent(claim, e.kind() + ": " + e.getMessage())) {
        LOG.log(
            Level.WARNING,
            "backend {0} tells nothing of itself: {1}",
            backend.name(),
            LogText.of(e.getMessage()));
      }
    }
  }
}
