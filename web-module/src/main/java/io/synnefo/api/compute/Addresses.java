package io.synnefo.api.compute;

import io.synnefo.api.http.JsonDoc;
import io.synnefo.server.Shape;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server's addresses in Nova's shape: by network, the addresses of its NICs there. A NIC without
 * an address has none to show; Ganeti knows no floating ones.
 */
final class Addresses {
  /** Of NICs on the cluster's link alone, whose name is the operator's. */
  private static final String NO_NETWORK = "default";

  private Addresses() {}

  static JsonObject of(List<Shape.Nic> nics) {
    Map<String, List<JsonObject>> networks = new LinkedHashMap<>();
    for (Shape.Nic nic : nics) {
      String ip = nic.ip();
      if (ip != null) {
        String network = nic.network() == null ? NO_NETWORK : nic.network();
        networks
            .computeIfAbsent(network, name -> new ArrayList<>())
            .add(
                JsonDoc.object()
                    .put("version", ip.contains(":") ? 6 : 4)
                    .put("addr", ip)
                    .put("OS-EXT-IPS:type", "fixed")
                    .put("OS-EXT-IPS-MAC:mac_addr", nic.mac())
                    .build());
      }
    }
    JsonDoc document = JsonDoc.object();
    networks.forEach(
        (network, addresses) -> document.put(network, JsonDoc.array(addresses.stream())));
    return document.build();
  }
}
