package io.synnefo.api.compute;

import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.flavor.Flavor;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;

/** A flavor in Nova's shape. */
final class FlavorDocument {
  private static final JsonNumber NO_LIMIT_OF_TRAFFIC = Json.createValue(1.0);

  private FlavorDocument() {}

  static JsonObject brief(Flavor flavor, Endpoints endpoints) {
    return JsonDoc.object()
        .put("id", flavor.id())
        .put("name", flavor.name())
        .put("links", Links.of(endpoints, "flavors", flavor.id()))
        .build();
  }

  static JsonObject full(Flavor flavor, Endpoints endpoints) {
    return JsonDoc.object()
        .put("id", flavor.id())
        .put("name", flavor.name())
        .put("ram", flavor.ramMib())
        .put("disk", flavor.diskGib())
        .put("swap", "")
        .put("OS-FLV-EXT-DATA:ephemeral", 0)
        .put("OS-FLV-DISABLED:disabled", false)
        .put("vcpus", flavor.vcpus())
        .put("os-flavor-access:is_public", true)
        .put("rxtx_factor", NO_LIMIT_OF_TRAFFIC)
        .put("links", Links.of(endpoints, "flavors", flavor.id()))
        .build();
  }
}
