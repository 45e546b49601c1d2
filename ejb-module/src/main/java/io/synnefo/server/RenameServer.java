package io.synnefo.server;

import io.synnefo.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** Gives servers another name. Ganeti knows nothing of names. */
@ApplicationScoped
public class RenameServer {
  @Inject Servers servers;
  @Inject ServerHistory history;
  @Inject Clock clock;

  /**
   * The server has that name.
   *
   * <p>Faults: itemNotFound when the caller has no such server.
   */
  @Transactional
  public void rename(Caller caller, UUID id, String name) {
    Server server = servers.lockOwned(caller, id);
    server.rename(name, clock.instant());
    ServerState state = server.state();
    history.add(
        new HistoryEntry(
            server.id(), caller.requestId(), null, Rule.REQUESTED, state, state, "rename"),
        caller);
  }
}
