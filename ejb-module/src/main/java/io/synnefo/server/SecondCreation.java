package io.synnefo.server;

import io.synnefo.backend.Backends;
import io.synnefo.ganeti.CreateInstanceRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** What is to be asked of Ganeti once more when a creation failed for others' locks. */
@ApplicationScoped
public class SecondCreation {
  @Inject Backends backends;
  @Inject KeptCreations kept;

  /**
   * The request, which waits for all locks this time; empty when it is not known any more. That the
   * creation is to be made once more is on the server's record, not here.
   */
  @Transactional
  public Optional<CreateInstanceRequest> of(DueServer due) {
    return backends
        .find(due.row().backendId())
        .flatMap(backend -> kept.find(due.row().id(), backend))
        .map(CreateInstanceRequest::withAllLocks);
  }
}
