package io.synnefo.server;

import io.synnefo.backend.KnownClusters;
import io.synnefo.wire.ganeti.InstanceEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;

/** Whose server an event is about. */
@ApplicationScoped
class Addressees {
  private static final System.Logger LOG = System.getLogger(Addressees.class.getName());

  @Inject InstanceNames names;
  @Inject Servers servers;
  @Inject KnownClusters clusters;

  /** By the instance's name; empty when it is not one of ours. */
  OptionalLong id(InstanceEvent event) {
    return names.serverId(event.instance());
  }

  /**
   * The server, locked; empty when there is none, or when its instance is another cluster's: one
   * that was moved or copied away keeps its name, and what happens to it there is not the server's.
   */
  Optional<Server> lock(InstanceEvent event) {
    Optional<Server> server = servers.lock(id(event).getAsLong());
    if (server.isEmpty()) {
      LOG.log(Level.WARNING, "no server {0}, {1}", event.instance(), event.eventId());
      return server;
    }
    String uuid = event.op().clusterUuid();
    if (clusters.mayBe(server.get().backendId(), uuid, event.cluster())) {
      return server;
    }
    LOG.log(
        Level.WARNING,
        "event {0} of {1} refused: of cluster {2}, which is not that of the server''s backend",
        event.eventId(),
        event.instance(),
        event.cluster());
    return Optional.empty();
  }
}
