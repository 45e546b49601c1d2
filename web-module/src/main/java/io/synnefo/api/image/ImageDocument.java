package io.synnefo.api.image;

import io.synnefo.api.http.JsonDoc;
import io.synnefo.image.ImageView;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An image in Glance's shape. What the operator's seed does not tell is null, not invented. */
final class ImageDocument {
  private ImageDocument() {}

  static JsonObject of(ImageView image) {
    String self = "/v2/images/" + image.id();
    return JsonDoc.object()
        .put("name", image.name())
        .put("disk_format", image.format().disk())
        .put("container_format", image.format().container())
        .put("visibility", "public")
        .put("size", image.format().sizeBytes())
        .put("virtual_size", JsonValue.NULL)
        .put("status", "active")
        .put("checksum", JsonValue.NULL)
        .put("protected", false)
        .put("min_ram", image.needs().ramMib())
        .put("min_disk", image.needs().diskGib())
        .put("owner", JsonValue.NULL)
        .put("os_hidden", false)
        .put("os_hash_algo", JsonValue.NULL)
        .put("os_hash_value", JsonValue.NULL)
        .put("id", image.id().toString())
        .put("created_at", time(image.createdAt()))
        .put("updated_at", time(image.updatedAt()))
        .put("tags", JsonValue.EMPTY_JSON_ARRAY)
        .put("self", self)
        .put("file", self + "/file")
        .put("schema", "/v2/schemas/image")
        .build();
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
