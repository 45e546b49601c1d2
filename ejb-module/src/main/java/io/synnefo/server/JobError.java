package io.synnefo.server;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/**
 * What the result of an operation that failed says: {@code ["OpPrereqError", ["text", "code"]]}.
 */
final class JobError {
  /** Ganeti's word for: not on the nodes that could be locked at once. */
  private static final String FOR_NOW = "temp_insufficient_resources";

  private JobError() {}

  /** Whether it failed because others had locked what it needs. */
  static boolean isTemporary(InstanceEvent event) {
    return event.status() == JobStatus.ERROR
        && event.result() instanceof JsonArray error
        && error.size() == 2
        && error.get(1) instanceof JsonArray details
        && details.size() == 2
        && isTemporary(details.get(1));
  }

  private static boolean isTemporary(JsonValue code) {
    return code instanceof JsonString word && word.getString().equals(FOR_NOW);
  }
}
