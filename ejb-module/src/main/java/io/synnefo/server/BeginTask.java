package io.synnefo.server;

import io.synnefo.backend.Backend;
import io.synnefo.backend.Backends;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.DatabaseClock;
import io.synnefo.settings.SubmitSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The first transaction of an action on a server. */
@ApplicationScoped
public class BeginTask {
  @Inject Servers servers;
  @Inject ServerHistory history;
  @Inject Backends backends;
  @Inject InstanceNames names;
  @Inject SubmitSettings settings;
  @Inject DatabaseClock clock;

  /**
   * The server has the action's task, which is to be submitted now; empty when there is nothing to
   * submit yet or any more.
   *
   * <p>Faults: itemNotFound when the caller has no such server; conflictingRequest when its state
   * or its task does not permit the action.
   */
  @Transactional
  Optional<Asked> begin(Caller caller, UUID uuid, ServerAction action) {
    Server server = servers.lockOwned(caller, uuid);
    ServerGuard.require(uuid, action, server.state(), server.task());
    boolean destroys = action == ServerAction.DESTROY;
    if (destroys && server.task() == ServerTask.DESTROY) {
      return Optional.empty();
    }
    Instant now = clock.now();
    FormerTask former = server.begin(action.task(), caller.requestId(), now, settings.timeout());
    ServerState state = server.state();
    history.add(
        new HistoryEntry(
            server.id(), caller.requestId(), null, Rule.REQUESTED, state, state, action.verb()),
        caller);
    if (destroys && state == ServerState.BUILD) {
      // Ganeti refuses to remove what it has not made yet, and would make it afterwards
      if (Rule.stillOwed(former.dueWhy()) == null) { // else that look tells what there is of it
        server.reread(Rule.REQUESTED, now.plus(settings.timeout()));
      }
      return Optional.empty();
    }
    Backend backend = backends.find(server.backendId()).orElseThrow();
    return Optional.of(
        new Asked(
            server.id(),
            names.of(server.id()),
            backend,
            caller.requestId(),
            action.verb(),
            former));
  }
}
