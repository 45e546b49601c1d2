package io.synnefo.server;

import io.synnefo.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;

/** Deletes servers. */
@ApplicationScoped
public class DestroyServer {
  @Inject BeginTask beginTask;
  @Inject SubmitJob submitJob;

  /**
   * The server is being removed, whatever its state; one that is being built is removed as soon as
   * that has ended. Asked twice it changes nothing.
   *
   * <p>Faults: itemNotFound; serviceUnavailable when its cluster did not take the job, and then
   * nothing was changed.
   */
  public void destroy(Caller caller, UUID id) {
    beginTask
        .begin(caller, id, ServerAction.DESTROY)
        .ifPresent(
            asked ->
                submitJob.submit(
                    asked,
                    client ->
                        client.removeInstance(asked.instance(), Duration.ZERO, asked.reason())));
  }
}
