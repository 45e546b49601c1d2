package io.synnefo.testbed.ganeti;

import io.synnefo.testbed.ganeti.OpInputs.Origin;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every call that FakeGaneti answers. */
final class RapiRoutes {
  private static final Pattern INSTANCE =
      Pattern.compile(
          "/2/instances/([^/]+)(/startup|/shutdown|/reboot|/modify|/tags|/disk/(\\d)/grow)?");
  private static final Pattern JOB = Pattern.compile("/2/jobs/(\\d{1,15})");
  private static final Set<String> REBOOT_TYPES = Set.of("soft", "hard", "full");
  private static final Set<String> KVM_PARAMETERS = Set.of("acpi", "nic_type");
  private static final Set<String> CREATE_PARAMETERS =
      Set.of(
          "__version__",
          "mode",
          "name",
          "disk_template",
          "disks",
          "nics",
          "os_type",
          "hypervisor",
          "pnode",
          "beparams",
          "hvparams",
          "osparams",
          "osparams_private",
          "tags",
          "start",
          "name_check",
          "ip_check",
          "wait_for_sync",
          "no_install",
          "opportunistic_locking");

  private final FakeGanetiSettings settings;
  private final ClusterState cluster;
  private final JobQueue jobs;

  RapiRoutes(FakeGanetiSettings settings, ClusterState cluster, JobQueue jobs) {
    this.settings = settings;
    this.cluster = cluster;
    this.jobs = jobs;
  }

  JsonValue answer(RapiCall call) throws IOException {
    Matcher instance = INSTANCE.matcher(call.path());
    Matcher job = JOB.matcher(call.path());
    if (instance.matches()) {
      String disk = instance.group(3);
      return disk == null
          ? instance(call, instance.group(1), Objects.requireNonNullElse(instance.group(2), ""))
          : growDisk(call, instance.group(1), Integer.parseInt(disk));
    }
    if (job.matches()) {
      return switch (call.method()) {
        case "GET" -> job(Long.parseLong(job.group(1)));
        default -> throw unsupported(call);
      };
    }
    return switch (call.method() + " " + call.path()) {
      case "GET /version" -> Json.createValue(2);
      case "GET /2/info" -> info();
      case "GET /2/instances" -> instances(call);
      case "POST /2/instances" -> create(call);
      case "GET /2/nodes" -> nodes(call);
      case "GET /2/jobs" -> jobIds();
      case "PUT /2/tags" -> clusterTag(call);
      default -> throw isKnown(call.path()) ? unsupported(call) : new RapiError(404, "Not Found");
    };
  }

  private static boolean isKnown(String path) {
    return Set.of("/version", "/2/info", "/2/instances", "/2/jobs", "/2/nodes", "/2/tags")
        .contains(path);
  }

  private static RapiError unsupported(RapiCall call) {
    return new RapiError(
        501, "Method " + call.method() + " is unsupported for path " + call.path());
  }

  private JsonObject info() {
    return Json.createObjectBuilder()
        .add("name", settings.cluster())
        .add("uuid", cluster.uuid())
        .add("master", settings.node())
        .add("software_version", "3.0.2")
        .add("default_hypervisor", "fake")
        .add("enabled_hypervisors", Json.createArrayBuilder().add("fake").add("kvm"))
        .add("enabled_disk_templates", Json.createArrayBuilder().add("file").add("diskless"))
        .add("default_iallocator", "hail")
        .build();
  }

  /** One node, of a size that nothing is ever taken from. */
  private JsonValue nodes(RapiCall call) {
    if (!"1".equals(call.parameters().get("bulk"))) {
      throw new RapiError(501, "only all nodes in bulk are there");
    }
    JsonObjectBuilder node =
        Json.createObjectBuilder()
            .add("name", settings.node())
            .add("offline", false)
            .add("drained", false)
            .add("vm_capable", true)
            .add("ctotal", 2)
            .add("mtotal", Operations.NODE_MEMORY_MIB)
            .add("mfree", 19_069)
            .add("dtotal", 258_019)
            .add("dfree", 56_977)
            .add("pinst_cnt", cluster.instances().size());
    return Json.createArrayBuilder().add(node).build();
  }

  private JsonValue instances(RapiCall call) {
    boolean whole = "1".equals(call.parameters().get("bulk"));
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (FakeInstance instance : cluster.instances()) {
      list.add(whole ? instance.toRapi() : reference(instance.name()));
    }
    return list.build();
  }

  private static JsonObject reference(String name) {
    return Json.createObjectBuilder().add("id", name).add("uri", "/2/instances/" + name).build();
  }

  private JsonValue jobIds() throws IOException {
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (long id : jobs.files().ids()) {
      list.add(Json.createObjectBuilder().add("id", id).add("uri", "/2/jobs/" + id));
    }
    return list.build();
  }

  private JsonObject job(long id) throws IOException {
    return jobs.files().read(id).map(JobView::of).orElseGet(() -> JobView.ofUnknown(id));
  }

  private JsonValue create(RapiCall call) throws IOException {
    JsonObject body = call.body();
    if (body.getInt("__version__", 0) != 1) {
      throw new RapiError(400, "Instance creation request version 0 is no longer supported");
    }
    for (String key : body.keySet()) {
      if (!CREATE_PARAMETERS.contains(key)) {
        throw invalid("Object OpInstanceCreate doesn't support the parameter '" + key + "'");
      }
    }
    for (String key : new String[] {"name", "disks", "disk_template", "os_type"}) {
      if (!body.containsKey(key)) {
        throw invalid("(\"Parameter 'OP_INSTANCE_CREATE." + key + "' fails validation\")");
      }
    }
    return submit(call, OpInputs.CREATE, OpInputs.create(body), "instances");
  }

  private static RapiError invalid(String why) {
    return new RapiError(400, "Invalid body parameters: " + why);
  }

  private JsonValue instance(RapiCall call, String name, String action) throws IOException {
    String handler = "instances_name" + action.replace('/', '_');
    return switch (call.method() + action) {
      case "GET" ->
          cluster
              .instance(name)
              .map(FakeInstance::toRapi)
              .orElseThrow(() -> new RapiError(404, "Not Found"));
      case "DELETE" -> submit(call, OpInputs.REMOVE, OpInputs.remove(name, call.body()), handler);
      case "PUT/startup" -> submit(call, OpInputs.STARTUP, OpInputs.startup(name), handler);
      case "PUT/shutdown" ->
          submit(call, OpInputs.SHUTDOWN, OpInputs.shutdown(name, call.body()), handler);
      case "POST/reboot" ->
          submit(
              call, OpInputs.REBOOT, OpInputs.reboot(name, call.body(), rebootType(call)), handler);
      case "PUT/modify" -> modify(call, name, handler);
      case "PUT/tags" ->
          submit(call, OpInputs.TAGS_SET, OpInputs.instanceTag(name, tag(call)), handler);
      case "DELETE/tags" ->
          submit(call, OpInputs.TAGS_DEL, OpInputs.instanceTag(name, tag(call)), handler);
      default -> throw unsupported(call);
    };
  }

  private JsonValue modify(RapiCall call, String name, String handler) throws IOException {
    JsonObject body = call.body();
    if (body.isEmpty() || !Set.of("beparams", "hvparams").containsAll(body.keySet())) {
      throw new RapiError(501, "only be- and hvparams can be changed here, not " + body.keySet());
    }
    boolean isKvm = cluster.instance(name).stream().allMatch(FakeInstance::isOfKvm);
    JsonObject parameters =
        body.getOrDefault("hvparams", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
    if (!parameters.isEmpty() && !(isKvm && KVM_PARAMETERS.containsAll(parameters.keySet()))) {
      throw new RapiError(501, "only " + KVM_PARAMETERS + " of KVM can be changed here");
    }
    return submit(call, OpInputs.SET_PARAMS, OpInputs.setParams(name, body), handler);
  }

  private JsonValue growDisk(RapiCall call, String name, int disk) throws IOException {
    if (!call.method().equals("POST")) {
      throw unsupported(call);
    }
    if (!call.body().containsKey("amount")) {
      throw invalid(
          "(\"Parameter 'OP_INSTANCE_GROW_DISK.amount' fails validation\", 'wrong_input')");
    }
    if (disk != 0) {
      throw new RapiError(501, "only the first disk can grow here");
    }
    JsonObject input = OpInputs.growDisk(name, disk, call.body());
    return submit(call, OpInputs.GROW_DISK, input, "instances_name_disk_grow");
  }

  private static String tag(RapiCall call) {
    return Optional.ofNullable(call.parameters().get("tag"))
        .orElseThrow(() -> new RapiError(501, "only one tag at a time is there"));
  }

  /** Its tags are never set in truth. */
  private JsonValue clusterTag(RapiCall call) throws IOException {
    String tag = call.parameters().get("tag");
    if (tag == null || !"1".equals(call.parameters().get("dry-run"))) {
      throw new RapiError(501, "only the dry run of one tag is there");
    }
    return submit(call, OpInputs.TAGS_SET, OpInputs.clusterTag(tag), "tags");
  }

  private static String rebootType(RapiCall call) {
    String type = call.parameters().getOrDefault("type", "hard");
    if (!REBOOT_TYPES.contains(type)) {
      throw invalid("(\"Parameter 'OP_INSTANCE_REBOOT.reboot_type' fails validation\")");
    }
    return type;
  }

  private JsonValue submit(RapiCall call, String opId, JsonObject input, String handler)
      throws IOException {
    Origin origin = new Origin(call.parameters().get("reason"), handler);
    return Json.createValue(jobs.submit(opId, input, origin));
  }
}
