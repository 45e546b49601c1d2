package io.synnefo.testbed.eventcheck;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;

/**
 * One opcode as it stands in a job file.
 *
 * @param file where that is
 * @param job the whole job
 * @param index of the opcode in it
 */
public record OpFile(Path file, JsonObject job, int index) {
  private static final int LOG_TEXT = 3;

  private JsonObject op() {
    return job.getJsonArray("ops").getJsonObject(index);
  }

  /** What it was asked to do. */
  public JsonObject input() {
    return op().getJsonObject("input");
  }

  /** Of the job it belongs to. */
  public long jobId() {
    return job.getJsonNumber("id").longValueExact();
  }

  /** Ganeti's OP_ID. */
  public String opcode() {
    return input().getString("OP_ID");
  }

  /** Ganeti's word for how far it is. */
  public String status() {
    return op().getString("status");
  }

  /** What it returned, or why it failed. */
  public JsonValue result() {
    return op().getOrDefault("result", JsonValue.NULL);
  }

  /** The texts of its log, oldest first; some entries hold something else than a text. */
  List<String> log() {
    return op().getJsonArray("log").stream()
        .map(JsonValue::asJsonArray)
        .filter(entry -> entry.size() > LOG_TEXT && entry.get(LOG_TEXT) instanceof JsonString)
        .map(entry -> entry.getString(LOG_TEXT))
        .toList();
  }

  /** The pair (seconds, microseconds) at which it was in that status, as far as the file tells. */
  public JsonArray timeOf(String status) {
    return switch (status) {
      case "queued" -> firstTime(job, "received_timestamp");
      case "waiting", "canceling" -> firstTime(op(), "start_timestamp");
      case "running" -> firstTime(op(), "exec_timestamp", "start_timestamp");
      default ->
          isTime(op(), "end_timestamp")
              ? op().getJsonArray("end_timestamp")
              : isTime(job, "end_timestamp")
                  ? job.getJsonArray("end_timestamp")
                  : firstTime(op(), "exec_timestamp", "start_timestamp");
    };
  }

  private JsonArray firstTime(JsonObject holder, String... keys) {
    for (String key : keys) {
      if (isTime(holder, key)) {
        return holder.getJsonArray(key);
      }
    }
    return job.getJsonArray("received_timestamp");
  }

  private static boolean isTime(JsonObject holder, String key) {
    return holder.get(key) instanceof JsonArray;
  }
}
