package io.synnefo.api.identity;

import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.project.HexId;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.stream.Stream;

/** Where the services are. */
final class Catalog {
  private static final String REGION = "RegionOne";

  private Catalog() {}

  static JsonArray of(Endpoints endpoints) {
    return JsonDoc.array(
        service("identity", "keystone", endpoints.identity()),
        service("compute", "nova", endpoints.compute()),
        service("image", "glance", endpoints.image()));
  }

  /** Ids are made from names: the same on every instance and after every restart. */
  private static JsonObject service(String type, String name, String url) {
    return JsonDoc.object()
        .put(
            "endpoints",
            JsonDoc.array(
                Stream.of("public", "internal", "admin").map(face -> endpoint(type, face, url))))
        .put("id", HexId.of("service:" + type))
        .put("type", type)
        .put("name", name)
        .build();
  }

  private static JsonObject endpoint(String type, String face, String url) {
    return JsonDoc.object()
        .put("id", HexId.of("endpoint:" + type + ":" + face))
        .put("interface", face)
        .put("region_id", REGION)
        .put("url", url)
        .put("region", REGION)
        .build();
  }
}
