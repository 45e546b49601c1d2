package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

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
    if (job.opId().equals(OpInputs.TAGS_SET)) {
      return Optional.empty();
    }
    boolean known = cluster.instance(job.instance()).isPresent();
    if (job.opId().equals(OpInputs.CREATE)) {
      return known ? Optional.of(JobError.exists(job.instance())) : Optional.empty();
    }
    return known ? Optional.empty() : Optional.of(JobError.unknownInstance(job.instance()));
  }

  /** Why the allocator finds no node for it, if so; the locks are held by then. */
  Optional<JobError> place(FakeJob job) {
    boolean tooLarge =
        job.opId().equals(OpInputs.CREATE)
            && job.input().getJsonObject("beparams").getInt("maxmem", 0) > NODE_MEMORY_MIB;
    return tooLarge ? Optional.of(JobError.noRoom("FailMem: 1")) : Optional.empty();
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
      case OpInputs.TAGS_SET ->
          List.of(" - INFO: dry-run mode requested, not actually executing the operation");
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
      case OpInputs.TAGS_SET -> {} // only ever a dry run
      default -> throw new IllegalStateException(job.opId());
    }
    return JsonValue.NULL;
  }

  private void turn(String name, boolean on) throws IOException {
    Optional<FakeInstance> instance = cluster.instance(name);
    if (instance.isPresent()) {
      cluster.put(instance.get().turned(on));
    }
  }
}
