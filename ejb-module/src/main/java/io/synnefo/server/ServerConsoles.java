package io.synnefo.server;

import io.synnefo.backend.Backends;
import io.synnefo.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Who may look at a server's console, and the record of who did. */
@ApplicationScoped
public class ServerConsoles {
  @Inject Servers servers;
  @Inject ServerHistory history;
  @Inject Backends backends;
  @Inject InstanceNames names;

  /**
   * The server, which may have a console as far as we know; Ganeti may know better.
   *
   * @fault itemNotFound 404 when the caller has no such server
   * @fault conflictingRequest 409 when it does not run, or is rebooted or removed
   */
  @Transactional
  public ConsoleServer find(Caller caller, UUID uuid) {
    Server server = servers.lockOwned(caller, uuid);
    ServerGuard.requireConsole(uuid, server.state(), server.task());
    return new ConsoleServer(
        server.id(),
        uuid,
        server.projectId(),
        names.of(server.id()),
        backends.find(server.backendId()).orElseThrow());
  }

  /**
   * What became of it is on record, in the server's history.
   *
   * @param rule one of {@code CONSOLE_*}
   * @param detail which kind, where, or why not; never a secret
   */
  @Transactional
  public void record(ConsoleServer server, Caller caller, Rule rule, String detail) {
    servers
        .lock(server.id())
        .map(Server::state)
        .ifPresent(
            state ->
                history.add(
                    new HistoryEntry(
                        server.id(), caller.requestId(), null, rule, state, state, detail),
                    caller));
  }
}
