package io.synnefo.server;

import io.synnefo.kernel.Caller;
import io.synnefo.settings.GuestSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;

/** Reboots servers. */
@ApplicationScoped
public class RebootServer {
  @Inject ActOnServer actOnServer;
  @Inject GuestSettings settings;

  /**
   * The server is being rebooted: Ganeti cuts its guest off, after having asked it to shut down
   * when the reboot is a soft one.
   *
   * <p>Faults: itemNotFound; conflictingRequest when its state or task does not permit it;
   * serviceUnavailable when its cluster did not take the job, and then nothing was changed.
   */
  public void reboot(Caller caller, UUID id, RebootType type) {
    boolean hard = type == RebootType.HARD;
    Duration patience = hard ? Duration.ZERO : settings.shutdownTimeout();
    actOnServer.act(
        caller,
        id,
        hard ? ServerAction.HARD_REBOOT : ServerAction.REBOOT,
        (client, asked) -> client.rebootInstance(asked.instance(), patience, asked.reason()));
  }
}
