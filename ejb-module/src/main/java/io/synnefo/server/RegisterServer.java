package io.synnefo.server;

import io.synnefo.backend.Backend;
import io.synnefo.backend.Backends;
import io.synnefo.ganeti.CreateInstanceRequest;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.DatabaseClock;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.settings.SubmitSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** The first transaction of a creation. */
@ApplicationScoped
public class RegisterServer {
  @Inject FindParts findParts;
  @Inject Backends backends;
  @Inject Servers servers;
  @Inject KeptCreations kept;
  @Inject ServerHistory history;
  @Inject InstanceNames names;
  @Inject SubmitSettings settings;
  @Inject DatabaseClock clock;

  /** A server that exists for us, and what is to be submitted to Ganeti. */
  record Registered(UUID id, Asked asked, CreateInstanceRequest request) {}

  /**
   * The server exists, in BUILD, on a backend that takes new ones, and what Ganeti is to be asked
   * for is kept until it is built.
   *
   * <p>Faults: badRequest when flavor or image do not exist or do not fit; serviceUnavailable when
   * no backend takes new servers.
   *
   * @param password of the guest's administrator
   */
  @Transactional
  Registered register(Caller caller, CreateServer.Command command, String password) {
    FindParts.Parts parts = findParts.find(caller, command);
    Backend backend =
        backends
            .choose()
            .orElseThrow(
                () ->
                    new Fault(FaultCode.SERVICE_UNAVAILABLE, "No cluster takes new servers now."));
    Server server = store(caller, command, backend, parts);
    String instance = names.of(server.id());
    CreateInstanceRequest request = BuildRequest.of(instance, backend, parts, password);
    kept.keep(server.id(), backend, request);
    Asked asked =
        new Asked(server.id(), instance, backend, caller.requestId(), "create", FormerTask.NONE);
    return new Registered(server.uuid(), asked, request);
  }

  private Server store(
      Caller caller, CreateServer.Command command, Backend backend, FindParts.Parts parts) {
    NewServer made =
        new NewServer(
            UUID.randomUUID(),
            command.name(),
            caller,
            parts.flavor().id(),
            parts.image().id(),
            backend.id());
    Server server = new Server(made, clock.now(), settings.timeout());
    servers.add(server, command.metadata());
    ServerState state = server.state();
    history.add(
        new HistoryEntry(
            server.id(), caller.requestId(), null, Rule.REQUESTED, state, state, "create"),
        caller);
    return server;
  }
}
