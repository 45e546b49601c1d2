package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;

/** {@code /2/jobs/ID}, made from the job's file. */
final class JobView {
  private static final List<String> KEYS =
      List.of(
          "ops",
          "status",
          "summary",
          "opstatus",
          "received_ts",
          "start_ts",
          "end_ts",
          "oplog",
          "opresult");

  private JobView() {}

  /** An unknown id has the same keys, with nulls. */
  static JsonObject ofUnknown(long id) {
    JsonObjectBuilder view = Json.createObjectBuilder().add("id", id);
    KEYS.forEach(view::addNull);
    return view.build();
  }

  static JsonObject of(JsonObject job) {
    JsonObject op = job.getJsonArray("ops").getJsonObject(0);
    JsonObject input = op.getJsonObject("input");
    String operation = input.getString("OP_ID").substring("OP_".length());
    String about = input.getString("instance_name", input.getString("kind", ""));
    String summary = operation + "(" + about + ")";
    return Json.createObjectBuilder()
        .add("id", value(job, "id"))
        .add("ops", one(input))
        .add("status", value(op, "status"))
        .add("summary", one(Json.createValue(summary)))
        .add("opstatus", one(value(op, "status")))
        .add("received_ts", value(job, "received_timestamp"))
        .add("start_ts", value(job, "start_timestamp"))
        .add("end_ts", value(job, "end_timestamp"))
        .add("oplog", one(value(op, "log")))
        .add("opresult", one(value(op, "result")))
        .build();
  }

  private static JsonValue value(JsonObject object, String key) {
    return object.getOrDefault(key, JsonValue.NULL);
  }

  private static JsonArrayBuilder one(JsonValue value) {
    return Json.createArrayBuilder().add(value);
  }
}
