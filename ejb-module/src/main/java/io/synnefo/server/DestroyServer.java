package io.synnefo.server;

import io.synnefo.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;

/** Deletes servers. */
@ApplicationScoped
public class DestroyServer {
  @Inject ActOnServer actOnServer;

  /**
   * The server is being removed, whatever its state; one that is being built is removed as soon as
   * that has ended. Asked twice it changes nothing.
   *
   * <p>Faults: itemNotFound; serviceUnavailable when its cluster did not take the job, and then
   * nothing was changed.
   */
  public void destroy(Caller caller, UUID id) {
    actOnServer.act(
        caller,
        id,
        ServerAction.DESTROY,
        (client, asked) -> client.removeInstance(asked.instance(), Duration.ZERO, asked.reason()));
  }
}
