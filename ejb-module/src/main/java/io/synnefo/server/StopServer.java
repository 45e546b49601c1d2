package io.synnefo.server;

import io.synnefo.kernel.Caller;
import io.synnefo.settings.GuestSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;

/** Stops servers. */
@ApplicationScoped
public class StopServer {
  @Inject ActOnServer actOnServer;
  @Inject GuestSettings settings;

  /**
   * The server is being stopped; its guest is asked to shut down first.
   *
   * <p>Faults: itemNotFound; conflictingRequest when its state or task does not permit it;
   * serviceUnavailable when its cluster did not take the job, and then nothing was changed.
   */
  public void stop(Caller caller, UUID id) {
    Duration patience = settings.shutdownTimeout();
    actOnServer.act(
        caller,
        id,
        ServerAction.STOP,
        (client, asked) -> client.stopInstance(asked.instance(), patience, asked.reason()));
  }
}
