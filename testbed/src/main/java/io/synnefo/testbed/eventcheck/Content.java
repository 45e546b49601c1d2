package io.synnefo.testbed.eventcheck;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Does one message say of an opcode what its file says? */
final class Content {
  private static final int LONGEST_LOG = 4096;
  private static final int LONGEST_TRAIL = 32;
  private static final int LONGEST_STEP = 1024;
  private static final String TOO_LARGE = "left out: too large";

  /** Field of the message and of the opcode's input. */
  private static final Map<String, Map<String, String>> JOB_FIELDS =
      Map.of(
          "ganeti-op-status",
          Map.of("nics", "nics", "disks", "disks", "hvparams", "hvparams", "beparams", "beparams"),
          "ganeti-network-status",
          Map.of(
              "subnet", "network",
              "gateway", "gateway",
              "add_reserved_ips", "add_reserved_ips",
              "remove_reserved_ips", "remove_reserved_ips",
              "group_name", "group_name"));

  private final OpFile op;
  private final Subject subject;
  private final JsonObject json;
  private final List<String> differences = new ArrayList<>();

  private Content(OpFile op, Subject subject, JsonObject json) {
    this.op = op;
    this.subject = subject;
    this.json = json;
  }

  /** What the message says otherwise, a field each; empty if nothing. */
  static List<String> differences(
      Arrival arrival, JsonObject json, OpFile op, Subject subject, Cluster cluster) {
    Content content = new Content(op, subject, json);
    String status = json.getString("status", "");
    String id = cluster.eventId(op, subject, status);
    content.same("message id", id, arrival.id());
    content.same("routing key", subject.key(), arrival.key());
    content.same("event_id", id, json.getString("event_id", ""));
    content.same("cluster", cluster.name(), json.getString("cluster", ""));
    content.same("operation", op.opcode(), json.getString("operation", ""));
    content.status(status);
    return content.differences;
  }

  private void same(String field, Object file, Object message) {
    if (!file.equals(message)) {
      differences.add(field + " is " + message + ", by the file " + file);
    }
  }

  private void status(String status) {
    if (!Statuses.mayHaveBeen(op.status(), status)) {
      same("status", op.status(), status);
      return;
    }
    same("event_time", op.timeOf(status), value(json, "event_time"));
    if (status.equals(op.status())) {
      now();
    } else {
      same("result", JsonValue.NULL, value(json, "result"));
      same("logmsg", "", logMessage());
    }
  }

  /** All that the file says now; of what was said on the way there it keeps but the time. */
  private void now() {
    boolean fact = subject.type().equals("ganeti-cluster-status"); // may hold what was set
    if (!value(json, "result").equals(Json.createValue(TOO_LARGE))) {
      same("result", fact ? JsonValue.NULL : result(), value(json, "result"));
    }
    List<String> log = fact || !Statuses.isFinal(op.status()) ? List.of() : op.log();
    same("logmsg", log.isEmpty() ? "" : cut(log.get(log.size() - 1), LONGEST_LOG), logMessage());
    same("reason", trail(), value(json, "reason"));
    JsonObject fields =
        value(json, "job_fields") instanceof JsonObject object
            ? object
            : JsonObject.EMPTY_JSON_OBJECT;
    Map<String, String> known = JOB_FIELDS.getOrDefault(subject.type(), Map.of());
    known.forEach(
        (field, key) -> same("job_fields." + field, value(op.input(), key), value(fields, field)));
    if (!known.isEmpty()) {
      same("tags", list(op.input(), "tags"), list(json, "tags"));
    }
  }

  /** An error whole; of a success what the cloud has use for, and nothing of the guest's own. */
  private JsonValue result() {
    if (!op.status().equals("success")) {
      return op.result();
    }
    String what = op.input().getString("OP_ID", "");
    if (what.equals("OP_INSTANCE_SET_PARAMS") && op.result() instanceof JsonArray changes) {
      JsonArrayBuilder left = Json.createArrayBuilder();
      for (JsonValue change : changes) {
        if (!change.toString().startsWith("[\"os")) {
          left.add(change);
        }
      }
      return left.build();
    }
    return what.startsWith("OP_INSTANCE_CREATE") || what.startsWith("OP_INSTANCE_MULTI_ALLOC")
        ? op.result()
        : JsonValue.NULL;
  }

  private String logMessage() {
    return value(json, "logmsg") instanceof JsonString text ? text.getString() : "";
  }

  private JsonArray trail() {
    JsonArrayBuilder trail = Json.createArrayBuilder();
    list(op.input(), "reason").stream()
        .limit(LONGEST_TRAIL)
        .map(JsonValue::asJsonArray)
        .forEach(
            step ->
                trail.add(
                    Json.createArrayBuilder()
                        .add(cut(step.getString(0), LONGEST_STEP))
                        .add(cut(step.getString(1), LONGEST_STEP))
                        .add(step.get(2))));
    return trail.build();
  }

  private static String cut(String text, int longest) {
    return text.substring(0, Math.min(longest, text.length())).replace('\0', '\ufffd');
  }

  private static JsonArray list(JsonObject holder, String key) {
    return value(holder, key) instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
  }

  private static JsonValue value(JsonObject holder, String key) {
    return holder.getOrDefault(key, JsonValue.NULL);
  }
}
