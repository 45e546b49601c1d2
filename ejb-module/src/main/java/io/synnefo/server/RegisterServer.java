package io.synnefo.server;

import io.synnefo.backend.Backend;
import io.synnefo.backend.Backends;
import io.synnefo.flavor.Flavor;
import io.synnefo.flavor.Flavors;
import io.synnefo.image.ImageView;
import io.synnefo.image.Images;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.settings.SubmitSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/** The first transaction of a creation. */
@ApplicationScoped
public class RegisterServer {
  @Inject Flavors flavors;
  @Inject Images images;
  @Inject Backends backends;
  @Inject Servers servers;
  @Inject ServerHistory history;
  @Inject InstanceNames names;
  @Inject SubmitSettings settings;
  @Inject DatabaseClock clock;

  /** A server that exists for us, and what is to be submitted to Ganeti. */
  record Registered(UUID id, Asked asked, Flavor flavor, ImageView image) {}

  /**
   * The server exists, in BUILD, on a backend that takes new ones.
   *
   * <p>Faults: badRequest when flavor or image do not exist or do not fit; serviceUnavailable when
   * no backend takes new servers.
   */
  @Transactional
  Registered register(Caller caller, CreateServer.Command command) {
    Flavor flavor =
        flavors
            .find(command.flavorRef())
            .orElseThrow(
                () ->
                    ServerFaults.badRequest(
                        "Flavor " + command.flavorRef() + " could not be found."));
    ImageView image =
        images
            .find(caller, command.imageRef())
            .orElseThrow(
                () ->
                    ServerFaults.badRequest(
                        "Image " + command.imageRef() + " could not be found."));
    requireFit(flavor, image);
    Backend backend =
        backends
            .choose()
            .orElseThrow(
                () ->
                    new Fault(FaultCode.SERVICE_UNAVAILABLE, "No cluster takes new servers now."));
    return store(caller, command, backend, flavor, image);
  }

  private Registered store(
      Caller caller,
      CreateServer.Command command,
      Backend backend,
      Flavor flavor,
      ImageView image) {
    Instant now = clock.now();
    UUID uuid = UUID.randomUUID();
    NewServer made =
        new NewServer(uuid, command.name(), caller, flavor.id(), image.id(), backend.id());
    Server server = new Server(made, now, settings.timeout());
    servers.add(server, command.metadata());
    ServerState state = server.state();
    history.add(
        new HistoryEntry(
            server.id(), caller.requestId(), null, Rule.REQUESTED, state, state, "create"));
    Asked asked =
        new Asked(
            server.id(),
            names.of(server.id()),
            backend,
            caller.requestId(),
            "create",
            FormerTask.NONE);
    return new Registered(uuid, asked, flavor, image);
  }

  private static void requireFit(Flavor flavor, ImageView image) {
    if (flavor.ramMib() < image.needs().ramMib()) {
      throw ServerFaults.badRequest("Flavor's memory is too small for requested image.");
    }
    if (flavor.diskGib() < image.needs().diskGib()) {
      throw ServerFaults.badRequest("Flavor's disk is too small for requested image.");
    }
  }
}
