package io.synnefo.reconcile;

import io.synnefo.backend.Backends;
import io.synnefo.backend.RapiClients;
import io.synnefo.ganeti.RapiException;
import io.synnefo.server.DueServers;
import io.synnefo.server.ServerShapes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Asks Ganeti what a server is made of, when that is due. Runs outside any transaction. */
@ApplicationScoped
public class TakeShape {
  @Inject ServerShapes shapes;
  @Inject Backends backends;
  @Inject RapiClients clients;

  /**
   * What Ganeti shows is on record; nothing is done when it is not due, or somebody else's to ask.
   *
   * @throws RapiException when its cluster cannot be asked; it is due again later
   */
  public void take(DueServers.Waiting waiting) {
    shapes.claim(waiting.serverId()).ifPresent(claim -> ask(waiting.backendId(), claim));
  }

  private void ask(long backendId, ServerShapes.Claim claim) {
    clients
        .of(backends.find(backendId).orElseThrow())
        .instance(claim.instance())
        .ifPresentOrElse(instance -> shapes.told(claim, instance), () -> shapes.absent(claim));
  }
}
