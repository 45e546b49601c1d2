package io.synnefo.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Map;
import java.util.stream.Collectors;

/** A request for an instance as a text, its secrets in clear, and back. */
public final class CreateRequestText {
  private CreateRequestText() {}

  /** The request as JSON. */
  public static String of(CreateInstanceRequest request) {
    return Json.createObjectBuilder()
        .add("name", request.name())
        .add("hypervisor", request.hypervisor())
        .add("disk_template", request.diskTemplate())
        .add("vcpus", request.vcpus())
        .add("memory", request.memoryMib())
        .add("disks", Json.createArrayBuilder(request.disksMib()))
        .add("os_type", request.osType())
        .add("osparams", RapiRequests.object(request.osParams()))
        .add("osparams_private", RapiRequests.object(request.secretOsParams()))
        .add("tags", Json.createArrayBuilder(request.tags()))
        .add("opportunistic_locking", request.opportunistic())
        .build()
        .toString();
  }

  /** The request of which {@link #of} made that text. */
  public static CreateInstanceRequest read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonObject o = reader.readObject();
      return new CreateInstanceRequest(
          o.getString("name"),
          o.getString("hypervisor"),
          o.getString("disk_template"),
          o.getInt("vcpus"),
          o.getInt("memory"),
          o.getJsonArray("disks").getValuesAs(JsonNumber::intValue),
          o.getString("os_type"),
          texts(o.getJsonObject("osparams")),
          texts(o.getJsonObject("osparams_private")),
          o.getJsonArray("tags").getValuesAs(JsonString::getString),
          o.getBoolean("opportunistic_locking"));
    }
  }

  private static Map<String, String> texts(JsonObject object) {
    return object.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> ((JsonString) each.getValue()).getString()));
  }
}
