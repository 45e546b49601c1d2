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

  static JobError exists(String name) {
    return new JobError("Instance '" + name + "' is already in the cluster", "already_exists");
  }

  static JobError execution(String message) {
    return new JobError(message, "");
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
