package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One instance: what its creation asked for and what became of it.
 *
 * @param input the create opcode's input
 * @param adminUp whether it is meant to run
 * @param running whether it does
 * @param port of its VNC server; null for a hypervisor that needs none
 */
record FakeInstance(
    String uuid,
    String node,
    JsonObject input,
    boolean adminUp,
    boolean running,
    @Nullable Integer port) {
  /** Hypervisors that Ganeti gives a port to, here and in truth. */
  private static final Set<String> WITH_PORT = Set.of("kvm", "xen-hvm");

  private static final JsonValue DEFAULT = Json.createValue("default");

  static FakeInstance create(String node, JsonObject input, int freePort) {
    boolean start = input.getBoolean("start", true);
    boolean wantsPort = WITH_PORT.contains(input.getString("hypervisor", ""));
    Integer port = wantsPort ? (Integer) freePort : null;
    return new FakeInstance(UUID.randomUUID().toString(), node, input, start, start, port);
  }

  static FakeInstance fromJson(JsonObject json) {
    return new FakeInstance(
        json.getString("uuid"),
        json.getString("node"),
        json.getJsonObject("input"),
        json.getBoolean("adminUp"),
        json.getBoolean("running"),
        json.containsKey("port") ? (Integer) json.getInt("port") : null);
  }

  JsonObject toJson() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("uuid", uuid)
            .add("node", node)
            .add("input", input)
            .add("adminUp", adminUp)
            .add("running", running);
    if (port != null) {
      json.add("port", port);
    }
    return json.build();
  }

  String name() {
    return input.getString("instance_name");
  }

  FakeInstance turned(boolean on) {
    return new FakeInstance(uuid, node, input, on, on, port);
  }

  /** Some of the backend parameters are others. */
  FakeInstance resized(JsonObject changes) {
    JsonObjectBuilder parameters = Json.createObjectBuilder(input.getJsonObject("beparams"));
    changes.forEach(parameters::add);
    return with("beparams", parameters.build());
  }

  /** Some of the hypervisor's are others, or those of the cluster again. */
  FakeInstance tuned(JsonObject changes) {
    JsonObjectBuilder parameters = Json.createObjectBuilder(hypervisorParameters());
    changes.forEach(
        (name, value) -> {
          if (DEFAULT.equals(value)) {
            parameters.remove(name);
          } else {
            parameters.add(name, value);
          }
        });
    return with("hvparams", parameters.build());
  }

  private JsonObject hypervisorParameters() {
    return input.getOrDefault("hvparams", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
  }

  boolean isOfKvm() {
    return input.getString("hypervisor", "").equals("kvm");
  }

  /** That disk is larger by so much. */
  FakeInstance grown(int disk, int moreMib) {
    JsonArray disks = input.getJsonArray("disks");
    JsonObject old = disks.getJsonObject(disk);
    JsonObject larger =
        Json.createObjectBuilder(old).add("size", old.getInt("size") + moreMib).build();
    return with("disks", Json.createArrayBuilder(disks).set(disk, larger).build());
  }

  /** It has that tag, or no longer has it. */
  FakeInstance tagged(JsonString tag, boolean on) {
    JsonArrayBuilder tags = Json.createArrayBuilder();
    tags().stream().filter(each -> !each.equals(tag)).forEach(tags::add);
    return with("tags", (on ? tags.add(tag) : tags).build());
  }

  List<JsonValue> tags() {
    return input.getOrDefault("tags", JsonValue.EMPTY_JSON_ARRAY).asJsonArray();
  }

  private FakeInstance with(String key, JsonValue value) {
    JsonObject changed = Json.createObjectBuilder(input).add(key, value).build();
    return new FakeInstance(uuid, node, changed, adminUp, running, port);
  }

  FakeInstance crashed() {
    return new FakeInstance(uuid, node, input, adminUp, false, port);
  }

  String status() {
    if (running) {
      return adminUp ? "running" : "ERROR_up";
    }
    return adminUp ? "ERROR_down" : "ADMIN_down";
  }

  /** The fields of {@code /2/instances/NAME}; those of NICs are there and empty. */
  JsonObject toRapi() {
    JsonObject asked = input.getJsonObject("beparams");
    JsonArray sizes = diskSizes();
    JsonObjectBuilder shown =
        Json.createObjectBuilder()
            .add("name", name())
            .add("uuid", uuid)
            .add("admin_state", adminUp ? "up" : "down")
            .add("oper_state", running)
            .add("status", status())
            .add("os", input.getString("os_type"))
            .add("pnode", node)
            .add("snodes", JsonValue.EMPTY_JSON_ARRAY)
            .add("disk_template", input.getString("disk_template"))
            .add("disk.sizes", sizes)
            .add("beparams", backendParameters(asked))
            .add("custom_beparams", asked)
            .add("hvparams", JsonValue.EMPTY_JSON_OBJECT)
            .add("custom_hvparams", hypervisorParameters())
            .add("network_port", port == null ? JsonValue.NULL : Json.createValue(port))
            .add("tags", input.getOrDefault("tags", JsonValue.EMPTY_JSON_ARRAY));
    List.of("ips", "macs", "modes", "uuids", "names", "links", "networks", "bridges")
        .forEach(key -> shown.add("nic." + key, JsonValue.EMPTY_JSON_ARRAY));
    return shown.build();
  }

  private static JsonObject backendParameters(JsonObject asked) {
    return Json.createObjectBuilder(asked)
        .add("memory", asked.getInt("maxmem"))
        .add("auto_balance", true)
        .add("always_failover", false)
        .add("spindle_use", 1)
        .build();
  }

  private JsonArray diskSizes() {
    JsonArrayBuilder sizes = Json.createArrayBuilder();
    for (JsonObject disk : input.getJsonArray("disks").getValuesAs(JsonObject.class)) {
      sizes.add(disk.getInt("size"));
    }
    return sizes.build();
  }
}
