package io.synnefo.settings;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * What the console page in a browser may reach.
 *
 * @param gateways the addresses of the consoles' gateways as browsers reach them, {@code
 *     ws(s)://host[:port]}, what follows does not count; without any the page may reach every
 *     gateway
 */
public record ConsolePageSettings(List<URI> gateways) {
  /** Refuses what is no address of a WebSocket, or none that a browser's policy can name. */
  public ConsolePageSettings {
    gateways = gateways.stream().map(ConsolePageSettings::checked).distinct().toList();
  }

  /** Whether the page may go there. */
  public boolean reaches(URI gateway) {
    return gateways.isEmpty() || gateways.contains(place(gateway));
  }

  private static URI checked(URI gateway) {
    boolean socket = "ws".equals(gateway.getScheme()) || "wss".equals(gateway.getScheme());
    if (!socket || gateway.getHost() == null) {
      throw new IllegalArgumentException(
          "synnefo.console.gateways must be ws(s)://host[:port], separated by commas: " + gateway);
    }
    if (gateway.getHost().startsWith("[")) { // a browser would drop it, and refuse the gateway
      throw new IllegalArgumentException(
          "synnefo.console.gateways: browsers' policies know no IPv6 addresses, give it a name: "
              + gateway);
    }
    return place(gateway);
  }

  /** Without its path, and without a port that goes without saying. */
  private static URI place(URI gateway) {
    int usual = "wss".equals(gateway.getScheme()) ? 443 : 80;
    boolean said = gateway.getPort() >= 0 && gateway.getPort() != usual;
    String host = gateway.getHost().toLowerCase(Locale.ROOT);
    return URI.create(gateway.getScheme() + "://" + host + (said ? ":" + gateway.getPort() : ""));
  }
}
