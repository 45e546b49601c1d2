package io.synnefo.vncauthproxy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * What an operator can set of the gateway.
 *
 * @param listen the one port of all
 * @param tls whether over TLS there
 * @param url what viewers are told to connect to
 * @param host of that where it is set, in lower case; empty: any by which a browser came
 * @param origins of the pages that may beside those of its own host, in lower case; {@code *}: all
 */
record GatewayRules(
    InetSocketAddress listen, boolean tls, URI url, String host, List<String> origins) {
  GatewayRules {
    origins = List.copyOf(origins);
  }

  /** Whether browsers come over TLS, be it that a load balancer ends it. */
  boolean encrypted() {
    return tls || url.getScheme().equals("wss");
  }
}
