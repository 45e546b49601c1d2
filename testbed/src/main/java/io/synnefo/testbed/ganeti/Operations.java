package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What opcodes check and do. */
final class Operations {
  /** Of the one node. */
  static final int NODE_MEMORY_MIB = 24_105;

  private final ClusterState cluster;
  private final String node;

  Operations(ClusterState cluster, String node) {
    this.cluster = cluster;
    this.node = node;
  }

  /** Why the operation cannot start, if so. */
  Optional<JobError> check(FakeJob job) {
    if (job.instance().isEmpty()) {
      return Optional.empty();
    }
    boolean known = cluster.instance(job.instance()).isPresent();
    if (job.opId().equals(OpInputs.CREATE)) {
      return known ? Optional.of(JobError.exists(job.instance())) : Optional.empty();
    }
    return known ? Optional.empty() : Optional.of(JobError.unknownInstance(job.instance()));
  }

  /** Why it cannot be done although it began, if so: the locks are held by then. */
  Optional<JobError> refuse(FakeJob job) {
    boolean tooLarge =
        job.opId().equals(OpInputs.CREATE)
            && job.input().getJsonObject("beparams").getInt("maxmem", 0) > NODE_MEMORY_MIB;
    if (tooLarge) {
      return Optional.of(JobError.noRoom("FailMem: 1"));
    }
    boolean hasNot =
        job.opId().equals(OpInputs.TAGS_DEL)
            && cluster.instance(job.instance()).stream()
                .noneMatch(instance -> instance.tags().contains(tag(job)));
    return hasNot ? Optional.of(JobError.noTag(tag(job).getString())) : Optional.empty();
  }

  private static JsonString tag(FakeJob job) {
    return job.input().getJsonArray("tags").getJsonString(0);
  }

  JsonObject resolve(FakeJob job) {
    String uuid = cluster.instance(job.instance()).map(FakeInstance::uuid).orElse(null);
    boolean placed = job.opId().equals(OpInputs.CREATE) && uuid == null;
    return OpInputs.resolved(job.input(), uuid, placed ? node : null);
  }

  /** Progress lines, each of which is one more write of the job file. */
  List<String> progress(FakeJob job) {
    return switch (job.opId()) {
      case OpInputs.CREATE ->
          List.of(
              "selected node " + node,
              "making disks",
              "adding instance " + job.instance() + " to the configuration",
              "starting instance");
      case OpInputs.GROW_DISK ->
          List.of(
              "Growing disk of instance '" + job.instance() + "'",
              " - INFO: Waiting for instance " + job.instance() + " to sync disks",
              " - INFO: Instance " + job.instance() + "'s disks are in sync");
      case OpInputs.TAGS_SET ->
          job.instance().isEmpty()
              ? List.of(" - INFO: dry-run mode requested, not actually executing the operation")
              : List.of();
      default -> List.of();
    };
  }

  /** Does it and gives the opcode's result. */
  JsonValue apply(FakeJob job) throws IOException {
    String name = job.instance();
    switch (job.opId()) {
      case OpInputs.CREATE -> {
        cluster.put(FakeInstance.create(node, job.input(), cluster.freePort()));
        return Json.createArrayBuilder().add(node).build();
      }
      case OpInputs.STARTUP, OpInputs.REBOOT -> turn(name, true);
      case OpInputs.SHUTDOWN -> turn(name, false);
      case OpInputs.REMOVE -> cluster.remove(name);
      case OpInputs.SET_PARAMS -> {
        JsonObject hypervisor = job.input().getJsonObject("hvparams");
        JsonObject size = job.input().getJsonObject("beparams");
        change(name, instance -> instance.tuned(hypervisor).resized(size));
        JsonArrayBuilder result = Json.createArrayBuilder();
        hypervisor.forEach((key, value) -> result.add(changed("hv/" + key, value)));
        size.forEach((key, value) -> result.add(changed("be/" + key, value)));
        return result.build();
      }
      case OpInputs.GROW_DISK -> {
        JsonObject input = job.input();
        change(name, instance -> instance.grown(input.getInt("disk"), input.getInt("amount")));
      }
      case OpInputs.TAGS_SET -> change(name, instance -> instance.tagged(tag(job), true));
      case OpInputs.TAGS_DEL -> change(name, instance -> instance.tagged(tag(job), false));
      default -> throw new IllegalStateException(job.opId());
    }
    return JsonValue.NULL;
  }

  private static JsonArrayBuilder changed(String what, JsonValue value) {
    return Json.createArrayBuilder().add(what).add(value);
  }

  private void turn(String name, boolean on) throws IOException {
    change(name, instance -> instance.turned(on));
  }

  /** The dry run of a tag of the cluster is of no instance, and changes none. */
  private void change(String name, UnaryOperator<FakeInstance> change) throws IOException {
    Optional<FakeInstance> instance = cluster.instance(name);
    if (instance.isPresent()) {
      cluster.put(change.apply(instance.get()));
    }
  }
}
