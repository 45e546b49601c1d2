package io.synnefo.server;

import io.synnefo.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Starts servers. */
@ApplicationScoped
public class StartServer {
  @Inject BeginTask beginTask;
  @Inject SubmitJob submitJob;

  /**
   * The server is being started.
   *
   * <p>Faults: itemNotFound; conflictingRequest when its state or task does not permit it;
   * serviceUnavailable when its cluster did not take the job, and then nothing was changed.
   */
  public void start(Caller caller, UUID id) {
    beginTask
        .begin(caller, id, ServerAction.START)
        .ifPresent(
            asked ->
                submitJob.submit(
                    asked, client -> client.startInstance(asked.instance(), asked.reason())));
  }
}
