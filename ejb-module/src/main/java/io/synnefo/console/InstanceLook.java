package io.synnefo.console;

import io.synnefo.backend.RapiClients;
import io.synnefo.ganeti.InstanceInfo;
import io.synnefo.ganeti.RapiException;
import io.synnefo.server.ConsoleServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Where Ganeti has an instance. Its own call for consoles fails for KVM with VNC, and tells the
 * address that the server is bound to: node and port of the instance are what a proxy needs.
 */
@ApplicationScoped
class InstanceLook {
  @Inject RapiClients clients;

  /**
   * The instance; null when there is none.
   *
   * @throws RapiException when its cluster cannot be asked
   */
  @Nullable Seen at(ConsoleServer server) {
    return clients
        .of(server.backend())
        .instance(server.instance())
        .map(InstanceLook::seen)
        .orElse(null);
  }

  private static Seen seen(InstanceInfo instance) {
    return new Seen(
        instance.uuid(), instance.primaryNode(), instance.networkPort(), instance.runState());
  }
}
