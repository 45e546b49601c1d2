package io.synnefo.server;

import io.synnefo.ganeti.RapiClient;
import io.synnefo.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.ToLongBiFunction;

/** What all actions on a server do: a place, the first transaction, the call, the second one. */
@ApplicationScoped
public class ActOnServer {
  @Inject Admission admission;
  @Inject BeginTask beginTask;
  @Inject SubmitJob submitJob;

  /** The action is under way; the faults are those of its parts. */
  void act(Caller caller, UUID id, ServerAction action, ToLongBiFunction<RapiClient, Asked> call) {
    admission.admit(
        () ->
            beginTask
                .begin(caller, id, action)
                .ifPresent(
                    asked -> submitJob.submit(asked, client -> call.applyAsLong(client, asked))));
  }
}
