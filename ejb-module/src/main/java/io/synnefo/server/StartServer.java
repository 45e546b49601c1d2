package io.synnefo.server;

import io.synnefo.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Starts servers. */
@ApplicationScoped
public class StartServer {
  @Inject ActOnServer actOnServer;

  /**
   * The server is being started.
   *
   * <p>Faults: itemNotFound; conflictingRequest when its state or task does not permit it;
   * serviceUnavailable when its cluster did not take the job, and then nothing was changed.
   */
  public void start(Caller caller, UUID id) {
    actOnServer.act(
        caller,
        id,
        ServerAction.START,
        (client, asked) -> client.startInstance(asked.instance(), asked.reason()));
  }
}
