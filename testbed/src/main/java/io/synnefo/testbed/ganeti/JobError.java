package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;

/**
 * Why a job failed.
 *
 * @param code Ganeti's word such as unknown_entity; empty for a failure while executing
 */
record JobError(String message, String code) {

  static JobError unknownInstance(String name) {
    return new JobError("Instance '" + name + "' not known", "unknown_entity");
  }

  static JobError noTag(String tag) {
    return new JobError("Tag(s) '" + tag + "' not found", "unknown_entity");
  }

  static JobError exists(String name) {
    return new JobError("Instance '" + name + "' is already in the cluster", "already_exists");
  }

  /** The allocator had all nodes to choose from, and none had room. */
  static JobError noRoom(String why) {
    return new JobError(allocatorSaid(why), "insufficient_resources");
  }

  /**
   * The allocator had those nodes to choose from that nobody else had locked. Ganeti before 2.13
   * ended a job so; since then it goes on with the locks of all nodes, within the job.
   */
  static JobError noRoomForNow() {
    return new JobError(allocatorSaid("FailMem: 1"), "temp_insufficient_resources");
  }

  private static String allocatorSaid(String why) {
    return "Can't compute nodes using iallocator 'hail': Request failed: Group default (preferred): "
        + why;
  }

  static JobError execution(String message) {
    return new JobError(message, "");
  }

  /** Whether Ganeti says so only of jobs that lock opportunistically. */
  boolean isTemporary() {
    return code.equals("temp_insufficient_resources");
  }

  JsonArray toJson() {
    JsonArrayBuilder details = Json.createArrayBuilder().add(message);
    if (!code.isEmpty()) {
      details.add(code);
    }
    return Json.createArrayBuilder()
        .add(code.isEmpty() ? "OpExecError" : "OpPrereqError")
        .add(details)
        .build();
  }
}
