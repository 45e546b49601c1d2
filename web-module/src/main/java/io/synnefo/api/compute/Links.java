package io.synnefo.api.compute;

import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;

/** The links that Compute puts into what it shows. */
final class Links {
  private Links() {}

  /** A thing's own addresses. */
  static JsonArray of(Endpoints endpoints, String collection, String id) {
    return JsonDoc.array(self(endpoints, collection, id), bookmark(endpoints, collection, id));
  }

  /** A thing mentioned inside another: its id and where it is. */
  static JsonObject mention(Endpoints endpoints, String collection, String id) {
    return JsonDoc.object()
        .put("id", id)
        .put("links", JsonDoc.array(bookmark(endpoints, collection, id)))
        .build();
  }

  static JsonObject self(Endpoints endpoints, String collection, String id) {
    String href = endpoints.compute() + "/" + collection + "/" + id;
    return JsonDoc.object().put("rel", "self").put("href", href).build();
  }

  static JsonObject bookmark(Endpoints endpoints, String collection, String id) {
    String href = endpoints.computeBookmarks() + "/" + collection + "/" + id;
    return JsonDoc.object().put("rel", "bookmark").put("href", href).build();
  }
}
