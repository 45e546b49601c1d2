package io.synnefo.api.image;

import io.synnefo.api.http.JsonDoc;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;

/** The JSON schema of an image: exactly the members that are shown. */
final class ImageSchema {
  private static final JsonObject DOCUMENT = make();

  private ImageSchema() {}

  static JsonObject document() {
    return DOCUMENT;
  }

  private static JsonObject make() {
    return JsonDoc.object()
        .put("name", "image")
        .put("properties", properties())
        .put("additionalProperties", JsonDoc.object().put("type", "string"))
        .put("links", links())
        .build();
  }

  private static JsonDoc properties() {
    JsonDoc tags = JsonDoc.object().put("type", "array").put("description", "Words of its owner");
    tags.put("items", JsonDoc.object().put("type", "string").put("maxLength", 255));
    return JsonDoc.object()
        .put("id", readOnly("string", "Identifies the image"))
        .put("name", orNull("string", "What people call it").put("maxLength", 255))
        .put("status", readOnly("string", "Whether it can be used"))
        .put("visibility", member("string", "Who sees it"))
        .put("protected", member("boolean", "Whether it is safe from deletion"))
        .put("os_hidden", member("boolean", "Whether lists leave it out"))
        .put("checksum", orNull("string", "MD5 of the bytes"))
        .put("os_hash_algo", orNull("string", "How os_hash_value was made"))
        .put("os_hash_value", orNull("string", "Hash of the bytes"))
        .put("owner", orNull("string", "The project that owns it"))
        .put("size", orNull("integer", "Length in bytes"))
        .put("virtual_size", orNull("integer", "Length in bytes when unpacked"))
        .put("container_format", orNull("string", "What is around the disk"))
        .put("disk_format", orNull("string", "What the disk is"))
        .put("created_at", readOnly("string", "When it was registered"))
        .put("updated_at", readOnly("string", "When it was last changed"))
        .put("tags", tags)
        .put("min_ram", member("integer", "Memory needed, in MB"))
        .put("min_disk", member("integer", "Disk needed, in GB"))
        .put("self", readOnly("string", "The image's address"))
        .put("file", readOnly("string", "The address of its bytes"))
        .put("schema", readOnly("string", "The address of this schema"));
  }

  private static JsonArray links() {
    return JsonDoc.array(
        JsonDoc.object().put("rel", "self").put("href", "{self}").build(),
        JsonDoc.object().put("rel", "enclosure").put("href", "{file}").build(),
        JsonDoc.object().put("rel", "describedby").put("href", "{schema}").build());
  }

  private static JsonDoc member(String type, String description) {
    return JsonDoc.object().put("type", type).put("description", description);
  }

  private static JsonDoc readOnly(String type, String description) {
    return member(type, description).put("readOnly", true);
  }

  private static JsonDoc orNull(String type, String description) {
    return JsonDoc.object()
        .put("type", JsonDoc.texts(List.of("null", type)))
        .put("description", description);
  }
}
