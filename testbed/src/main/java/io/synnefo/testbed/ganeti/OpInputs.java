package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code input} of an opcode in its three shapes: as queued, as waiting, as resolved. */
final class OpInputs {
  static final String CREATE = "OP_INSTANCE_CREATE";
  static final String STARTUP = "OP_INSTANCE_STARTUP";
  static final String SHUTDOWN = "OP_INSTANCE_SHUTDOWN";
  static final String REBOOT = "OP_INSTANCE_REBOOT";
  static final String REMOVE = "OP_INSTANCE_REMOVE";
  static final String SET_PARAMS = "OP_INSTANCE_SET_PARAMS";
  static final String GROW_DISK = "OP_INSTANCE_GROW_DISK";
  static final String TAGS_SET = "OP_TAGS_SET";
  static final String TAGS_DEL = "OP_TAGS_DEL";
  private static final int SHUTDOWN_TIMEOUT = 120;

  /** RAPI leaves the choice of a dry run out of these. */
  private static final Set<String> WITHOUT_DRY_RUN = Set.of(SET_PARAMS, GROW_DISK);

  private OpInputs() {}

  /** The reason trail's first steps: the caller's text and RAPI's own handler. */
  record Origin(@Nullable String reason, String handler) {}

  static JsonObject create(JsonObject body) {
    JsonObjectBuilder input =
        Json.createObjectBuilder()
            .add("instance_name", body.getString("name"))
            .add("hvparams", JsonValue.EMPTY_JSON_OBJECT)
            .add("osparams", JsonValue.EMPTY_JSON_OBJECT)
            .add("beparams", JsonValue.EMPTY_JSON_OBJECT)
            .add("tags", JsonValue.EMPTY_JSON_ARRAY)
            .add("conflicts_check", true)
            .add("source_shutdown_timeout", SHUTDOWN_TIMEOUT)
            .add("compress", "none")
            .add("start", true);
    List.of(
            "force_variant",
            "ignore_ipolicy",
            "opportunistic_locking",
            "identify_defaults",
            "forthcoming",
            "commit",
            "instance_communication")
        .forEach(flag -> input.add(flag, false));
    body.forEach(
        (key, value) -> {
          if (!key.equals("name") && !key.equals("__version__")) {
            input.add(key, value);
          }
        });
    return input.build();
  }

  /** Whether the job takes only the nodes that nobody has locked. */
  static boolean isOpportunistic(JsonObject input) {
    return input.getBoolean("opportunistic_locking", false);
  }

  /** The same, waiting for whoever has them locked. */
  static JsonObject withAllLocks(JsonObject input) {
    return Json.createObjectBuilder(input).add("opportunistic_locking", false).build();
  }

  static JsonObject startup(String instance) {
    return of(instance, "force", "ignore_offline_nodes", "no_remember", "startup_paused")
        .add("hvparams", JsonValue.EMPTY_JSON_OBJECT)
        .add("beparams", JsonValue.EMPTY_JSON_OBJECT)
        .add("shutdown_timeout", SHUTDOWN_TIMEOUT)
        .build();
  }

  static JsonObject shutdown(String instance, JsonObject body) {
    return of(instance, "force", "ignore_offline_nodes", "no_remember")
        .add("timeout", body.getInt("timeout", SHUTDOWN_TIMEOUT))
        .build();
  }

  static JsonObject reboot(String instance, JsonObject body, String type) {
    return of(instance, "ignore_secondaries")
        .add("shutdown_timeout", body.getInt("shutdown_timeout", SHUTDOWN_TIMEOUT))
        .add("reboot_type", type)
        .build();
  }

  static JsonObject remove(String instance, JsonObject body) {
    return of(instance, "ignore_failures")
        .add("shutdown_timeout", body.getInt("shutdown_timeout", SHUTDOWN_TIMEOUT))
        .build();
  }

  /** Of all that may be changed only its size and its hypervisor's parameters. */
  static JsonObject setParams(String instance, JsonObject body) {
    JsonObjectBuilder input =
        of(instance, "force", "force_variant", "ignore_ipolicy", "hotplug", "hotplug_if_possible")
            .add("nics", JsonValue.EMPTY_JSON_ARRAY)
            .add("disks", JsonValue.EMPTY_JSON_ARRAY)
            .add("beparams", body.getOrDefault("beparams", JsonValue.EMPTY_JSON_OBJECT))
            .add("hvparams", body.getOrDefault("hvparams", JsonValue.EMPTY_JSON_OBJECT))
            .add("wait_for_sync", true)
            .add("conflicts_check", true);
    List.of("ext_params", "osparams").forEach(key -> input.add(key, JsonValue.EMPTY_JSON_OBJECT));
    return input.build();
  }

  static JsonObject growDisk(String instance, int disk, JsonObject body) {
    return of(instance, "absolute", "ignore_ipolicy")
        .add("wait_for_sync", true)
        .add("disk", disk)
        .add("amount", body.getInt("amount"))
        .build();
  }

  /** Of an instance: set or deleted, the opcode tells. */
  static JsonObject instanceTag(String instance, String tag) {
    return Json.createObjectBuilder()
        .add("kind", "instance")
        .add("tags", Json.createArrayBuilder().add(tag))
        .add("name", instance)
        .build();
  }

  /** The dry run of a tag of the cluster. */
  static JsonObject clusterTag(String tag) {
    return Json.createObjectBuilder()
        .add("kind", "cluster")
        .add("tags", Json.createArrayBuilder().add(tag))
        .add("dry_run", true)
        .build();
  }

  private static JsonObjectBuilder of(String instance, String... flagsOff) {
    JsonObjectBuilder input = Json.createObjectBuilder().add("instance_name", instance);
    for (String flag : flagsOff) {
      input.add(flag, false);
    }
    return input;
  }

  static JsonObject queued(long job, String opId, JsonObject specific, Origin origin, Instant now) {
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    JsonArrayBuilder trail = Json.createArrayBuilder();
    if (origin.reason() != null) {
      trail.add(step("gnt:user", origin.reason(), nanos));
    }
    String opcode = opId.substring("OP_".length()).toLowerCase(Locale.ROOT);
    trail.add(step("gnt:library:rlib2:" + origin.handler(), "", nanos));
    trail.add(step("gnt:opcode:" + opcode, "job=" + job + ";index=0", nanos));
    JsonObjectBuilder input = Json.createObjectBuilder(specific);
    if (!WITHOUT_DRY_RUN.contains(opId)) {
      input.add("dry_run", specific.getBoolean("dry_run", false));
    }
    return input
        .add("priority", 0)
        .add("depends", JsonValue.NULL)
        .add("comment", JsonValue.NULL)
        .add("reason", trail)
        .add("OP_ID", opId)
        .build();
  }

  private static JsonArrayBuilder step(String source, String text, long nanos) {
    return Json.createArrayBuilder().add(source).add(text).add(nanos);
  }

  /** Secrets are in clear only while the job is queued. */
  static JsonObject waiting(JsonObject queued) {
    if (!queued.containsKey("osparams_private")) {
      return queued;
    }
    JsonObjectBuilder hidden = Json.createObjectBuilder();
    queued.getJsonObject("osparams_private").keySet().forEach(hidden::addNull);
    return Json.createObjectBuilder(queued).add("osparams_private", hidden).build();
  }

  /** With all that the job's process fills in; the instance's UUID is null if there is none. */
  static JsonObject resolved(JsonObject waiting, @Nullable String uuid, @Nullable String node) {
    JsonObjectBuilder input = Json.createObjectBuilder(waiting).add("debug_level", 0);
    switch (waiting.getString("OP_ID")) {
      case CREATE -> addCreateDefaults(input, waiting, node);
      case SHUTDOWN ->
          input.add("admin_state_source", JsonValue.NULL).add("instance_uuid", or(uuid));
      case SET_PARAMS -> addChangeDefaults(input.add("instance_uuid", or(uuid)));
      case GROW_DISK -> input.addNull("dry_run").add("instance_uuid", or(uuid));
      case TAGS_SET, TAGS_DEL -> {
        if (!waiting.containsKey("name")) {
          input.addNull("name");
        }
      }
      default -> input.add("instance_uuid", or(uuid));
    }
    return input.build();
  }

  private static void addChangeDefaults(JsonObjectBuilder input) {
    List.of(
            "disk_template",
            "dry_run",
            "file_driver",
            "file_storage_dir",
            "iallocator",
            "instance_communication",
            "offline",
            "os_name",
            "osparams_private",
            "pnode",
            "pnode_uuid",
            "remote_node",
            "remote_node_uuid",
            "runtime_mem")
        .forEach(input::addNull);
  }

  private static void addCreateDefaults(
      JsonObjectBuilder input, JsonObject waiting, @Nullable String node) {
    List.of(
            "file_storage_dir",
            "group_name",
            "no_install",
            "pnode_uuid",
            "snode",
            "snode_uuid",
            "source_handshake",
            "source_instance_name",
            "source_x509_ca",
            "src_node",
            "src_node_uuid",
            "src_path")
        .forEach(input::addNull);
    JsonValue private_ = waiting.getOrDefault("osparams_private", JsonValue.EMPTY_JSON_OBJECT);
    input
        .add("osparams_private", private_)
        .add("osparams_secret", JsonValue.EMPTY_JSON_OBJECT)
        .add(
            "file_driver",
            waiting.getString("disk_template").equals("file") ? text("loop") : JsonValue.NULL)
        .add("iallocator", "hail")
        .add("pnode", or(node))
        .add("helper_startup_timeout", 300)
        .add("helper_shutdown_timeout", 7200);
  }

  private static JsonValue or(@Nullable String text) {
    return text == null ? JsonValue.NULL : text(text);
  }

  private static JsonValue text(String text) {
    return Json.createValue(text);
  }
}
