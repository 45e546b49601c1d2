package io.synnefo.settings;

import java.net.URI;
import java.util.List;

/**
 * What the console page in a browser may reach.
 *
 * @param gateways the addresses of the consoles' gateways as browsers reach them, {@code
 *     ws(s)://host[:port]}, what follows does not count; without any the page may reach every
 *     gateway
 */
public record ConsolePageSettings(List<URI> gateways) {
  /** Refuses what is no address of a WebSocket. */
  public ConsolePageSettings {
    gateways = gateways.stream().map(ConsolePageSettings::checked).distinct().toList();
  }

  private static URI checked(URI gateway) {
    boolean socket = "ws".equals(gateway.getScheme()) || "wss".equals(gateway.getScheme());
    if (!socket || gateway.getHost() == null) {
      throw new IllegalArgumentException(
          "synnefo.console.gateways must be ws(s)://host[:port], separated by commas: " + gateway);
    }
    String port = gateway.getPort() < 0 ? "" : ":" + gateway.getPort();
    return URI.create(gateway.getScheme() + "://" + gateway.getHost() + port);
  }
}
