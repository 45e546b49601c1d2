package io.synnefo.api.compute;

import io.synnefo.api.http.Fields;
import io.synnefo.api.http.Paging;
import io.synnefo.server.CreateServer;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads {@code {"server": {...}}} of a creation. What we cannot do is refused, not left out. */
final class CreateRequest {
  private static final int LONGEST = 255;
  private static final int MOST_METADATA = 128;

  /** Known to Nova and not offered here: fine as long as they say nothing. */
  private static final List<String> NOT_OFFERED =
      List.of(
          "networks",
          "key_name",
          "user_data",
          "personality",
          "config_drive",
          "block_device_mapping",
          "block_device_mapping_v2",
          "accessIPv4",
          "accessIPv6",
          "return_reservation_id");

  private static final Set<String> OFFERED =
      Set.of(
          "name",
          "imageRef",
          "flavorRef",
          "metadata",
          "adminPass",
          "min_count",
          "max_count",
          "availability_zone",
          "security_groups",
          "OS-DCF:diskConfig");

  private CreateRequest() {}

  /**
   * What is to be created.
   *
   * @fault badRequest 400 when a member is missing, wrong, unknown, or asks for what is not offered
   */
  static CreateServer.Command read(Fields body) {
    Fields server = body.inner("server");
    String name = name(server);
    UUID image = image(server);
    String flavor = flavor(server);
    requireKnown(server);
    refuseNotOffered(server);
    Map<String, String> metadata = server.texts("metadata", MOST_METADATA, LONGEST);
    String password = server.optionalSecret("adminPass", 1, LONGEST).orElse(null);
    return new CreateServer.Command(name, flavor, image, metadata, password);
  }

  static String name(Fields server) {
    return server.name("name", LONGEST);
  }

  private static UUID image(Fields server) {
    String ref = lastSegment(server.text("imageRef", 0, 1024));
    return Paging.uuid(ref)
        .orElseThrow(() -> server.wrong("imageRef", "Invalid imageRef provided."));
  }

  /** Some libraries send a number. */
  private static String flavor(Fields server) {
    if (server.value("flavorRef") instanceof JsonNumber number && number.isIntegral()) {
      return number.toString();
    }
    return lastSegment(server.text("flavorRef", 1, 1024));
  }

  /** Old clients name things by their address. */
  private static String lastSegment(String ref) {
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  private static void requireKnown(Fields server) {
    Set<String> known = new HashSet<>(OFFERED);
    known.addAll(NOT_OFFERED);
    server.only(known);
  }

  private static void refuseNotOffered(Fields server) {
    for (String key : NOT_OFFERED) {
      if (server.says(key) && !isAuto(server.value(key))) {
        throw server.wrong(key, "This cloud does not offer it yet");
      }
    }
    for (String key : List.of("min_count", "max_count")) {
      if (server.says(key) && !isOne(server.value(key))) {
        throw server.wrong(key, "Only one server can be created at a time");
      }
    }
    if (server.says("availability_zone")
        && !server.text("availability_zone", 1, LONGEST).equals(ZonesResource.ZONE)) {
      throw server.wrong("availability_zone", "The requested availability zone is not available");
    }
    if (server.says("security_groups") && !isDefaultGroup(server.value("security_groups"))) {
      throw server.wrong("security_groups", "There is only the group 'default'");
    }
  }

  /** {@code "networks": "auto"} asks for what is done anyway. */
  private static boolean isAuto(JsonValue value) {
    return value instanceof JsonString text
        && (text.getString().equals("auto") || text.getString().equals("none"));
  }

  private static boolean isOne(JsonValue value) {
    return value.toString().equals("1") || value.toString().equals("\"1\"");
  }

  private static boolean isDefaultGroup(JsonValue value) {
    return value instanceof JsonArray groups
        && groups.stream()
            .allMatch(
                group ->
                    group instanceof JsonObject object
                        && object.get("name") instanceof JsonString name
                        && name.getString().equals("default"));
  }
}
