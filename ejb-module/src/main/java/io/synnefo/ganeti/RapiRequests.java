package io.synnefo.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Map;

/** The calls with their paths and JSON bodies, as Ganeti 3.0 takes them. */
final class RapiRequests {
  private static final String INSTANCES = "/2/instances";

  private RapiRequests() {}

  static RapiRequest info() {
    return RapiRequest.read("/2/info", "");
  }

  static RapiRequest nodes() {
    return RapiRequest.read("/2/nodes", "bulk=1");
  }

  static RapiRequest instance(String name) {
    return RapiRequest.read(path(name), "");
  }

  static RapiRequest instances() {
    return RapiRequest.read(INSTANCES, "bulk=1");
  }

  static RapiRequest jobIds() {
    return RapiRequest.read("/2/jobs", "");
  }

  static RapiRequest job(long id) {
    return RapiRequest.read("/2/jobs/" + id, "");
  }

  static RapiRequest create(CreateInstanceRequest wanted, String reason) {
    JsonArrayBuilder disks = Json.createArrayBuilder();
    wanted.disksMib().forEach(size -> disks.add(Json.createObjectBuilder().add("size", size)));
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("__version__", 1)
            .add("mode", "create")
            .add("name", wanted.name())
            .add("hypervisor", wanted.hypervisor())
            .add("disk_template", wanted.diskTemplate())
            .add("disks", disks)
            .add("nics", Json.createArrayBuilder())
            .add("beparams", backendParameters(wanted))
            .add("os_type", wanted.osType())
            .add("osparams", object(wanted.osParams()))
            .add("tags", Json.createArrayBuilder(wanted.tags()))
            .add("start", true)
            .add("name_check", false)
            .add("ip_check", false)
            .add("wait_for_sync", false)
            .add("opportunistic_locking", wanted.opportunistic());
    if (!wanted.secretOsParams().isEmpty()) {
      body.add("osparams_private", object(wanted.secretOsParams()));
    }
    return RapiRequest.submit("POST", INSTANCES, reason, body.build().toString());
  }

  private static JsonObjectBuilder backendParameters(CreateInstanceRequest wanted) {
    return Json.createObjectBuilder()
        .add("vcpus", wanted.vcpus())
        .add("maxmem", wanted.memoryMib())
        .add("minmem", wanted.memoryMib());
  }

  static RapiRequest start(String instance, String reason) {
    return RapiRequest.submit("PUT", path(instance) + "/startup", reason, "{}");
  }

  static RapiRequest stop(String instance, Duration guestTimeout, String reason) {
    String body = seconds("timeout", guestTimeout);
    return RapiRequest.submit("PUT", path(instance) + "/shutdown", reason, body);
  }

  /** Always Ganeti's hard type: the guest's time-out decides how soft it is. */
  static RapiRequest reboot(String instance, Duration guestTimeout, String reason) {
    String body = seconds("shutdown_timeout", guestTimeout);
    return RapiRequest.submit("POST", path(instance) + "/reboot", reason, body).and("type=hard");
  }

  /** The time-out goes in the body: in the query of a DELETE Ganeti ignores it. */
  static RapiRequest remove(String instance, Duration guestTimeout, String reason) {
    String body = seconds("shutdown_timeout", guestTimeout);
    return RapiRequest.submit("DELETE", path(instance), reason, body);
  }

  static RapiRequest dryRunOfClusterTag(String tag, String reason) {
    return RapiRequest.submit("PUT", "/2/tags", reason, "{}")
        .and("tag=" + RapiRequest.encode(tag))
        .and("dry-run=1");
  }

  private static String path(String instance) {
    return INSTANCES + "/" + RapiRequest.encode(instance);
  }

  /** Whole seconds, rounded up: the guest gets at least what was promised. */
  private static String seconds(String key, Duration duration) {
    long seconds = duration.plusNanos(999_999_999).toSeconds();
    return Json.createObjectBuilder().add(key, seconds).build().toString();
  }

  static JsonObjectBuilder object(Map<String, String> values) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    values.forEach(object::add);
    return object;
  }
}
