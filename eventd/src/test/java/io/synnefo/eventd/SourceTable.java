package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * For people: each field of a message, its value, and where in the job file the value comes from.
 * What is called a source is looked up there, and has to be the value.
 */
final class SourceTable {
  private static final List<String> TIMES =
      List.of("end_timestamp", "exec_timestamp", "start_timestamp");

  private final JsonObject job;
  private final JsonObject message;
  private final String op;
  private final StringBuilder table = new StringBuilder();

  private SourceTable(JsonObject job, JsonObject message) {
    this.job = job;
    this.message = message;
    this.op = "ops[" + message.getInt("op_index") + "]";
  }

  /** The tables of all messages of a job. */
  static String of(String jobFile, List<Outgoing> messages) {
    StringBuilder all = new StringBuilder();
    for (Outgoing outgoing : messages) {
      String body = new String(outgoing.body(), StandardCharsets.UTF_8);
      all.append(all.isEmpty() ? "" : "\n")
          .append("key ")
          .append(outgoing.key())
          .append(outgoing.mandatory() ? ", mandatory" : ", if anybody listens")
          .append(", of ")
          .append(outgoing.subject())
          .append(outgoing.ends() ? ", final\n" : "\n")
          .append(new SourceTable(object(jobFile), object(body)).rows());
    }
    return messages.isEmpty() ? "no message\n" : all.toString();
  }

  static JsonObject object(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  private String rows() {
    row("field", "value", "source");
    for (Map.Entry<String, JsonValue> field : message.entrySet()) {
      String name = field.getKey();
      JsonValue value = field.getValue();
      switch (name) {
        case "job_fields" -> jobFields(value.asJsonObject());
        case "reason" -> elements(name, value.asJsonArray());
        default -> row(name, value.toString(), source(name, value));
      }
    }
    return table.toString();
  }

  private String source(String name, JsonValue value) {
    return switch (name) {
      case "type" -> "what " + op + " is about";
      case "event_id" -> "luxid's cluster UUID, id, place in ops, " + op + ".status";
      case "cluster" -> "ssconf_cluster_name";
      case "op_index" -> "place in ops";
      case "jobId" -> checked("id", value);
      case "operation" -> checked(op + ".input.OP_ID", value);
      case "status" -> checked(op + ".status", value);
      case "instance" -> checked(op + ".input." + nameKey("instance_name"), value);
      case "network" -> checked(op + ".input." + nameKey("network_name"), value);
      case "group" -> checked(op + ".input.group_name", value);
      case "tag" -> checked(op + ".input.tags[0]", value);
      case "event_time" -> time(value);
      case "logmsg" -> log(value);
      case "result" ->
          value(op + ".result").equals(value) ? checked(op + ".result", value) : "never sent";
      case "tags" -> checkedOrNone(op + ".input.tags", value, JsonValue.EMPTY_JSON_ARRAY);
      default -> throw new AssertionError("where does " + name + " come from?");
    };
  }

  private String nameKey(String usual) {
    return message.getString("operation").startsWith("OP_TAGS_") ? "name" : usual;
  }

  /** Where that time stands, the opcode's own stamps first. */
  private String time(JsonValue time) {
    return Stream.concat(
            TIMES.stream().map(stamp -> op + "." + stamp),
            Stream.of("end_timestamp", "received_timestamp"))
        .filter(path -> value(path).equals(time))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no time stamp is " + time));
  }

  private String log(JsonValue text) {
    int lines = value(op + ".log").asJsonArray().size();
    if (!text.equals(JsonValue.NULL)) {
      return checked(op + ".log[" + (lines - 1) + "][3]", text);
    }
    if (message.getString("type").equals("ganeti-cluster-status")) {
      return "never sent";
    }
    boolean ended = List.of("success", "error", "canceled").contains(message.getString("status"));
    assertTrue(!ended || lines == 0);
    return ended ? "no line in " + op + ".log" : "not before the end";
  }

  private void jobFields(JsonObject fields) {
    if (fields.isEmpty()) {
      row("job_fields", "{}", "none of them in " + op + ".input");
    }
    fields.forEach(
        (key, value) ->
            row(
                "job_fields." + key,
                value.toString(),
                checked(op + ".input." + (key.equals("subnet") ? "network" : key), value)));
  }

  private void elements(String name, JsonArray elements) {
    for (int i = 0; i < elements.size(); i++) {
      String at = name + "[" + i + "]";
      row(at, elements.get(i).toString(), checked(op + ".input." + at, elements.get(i)));
    }
  }

  private String checkedOrNone(String path, JsonValue value, JsonValue none) {
    if (value.equals(none) && !value(path).equals(none)) {
      assertEquals(JsonValue.NULL, value(path), path);
      return "no " + path;
    }
    return checked(path, value);
  }

  private String checked(String path, JsonValue value) {
    assertEquals(value(path), value, path);
    return path;
  }

  private JsonValue value(String path) {
    String pointer = "/" + path.replaceAll("[\\[.]", "/").replace("]", "");
    return Json.createPointer(pointer).containsValue(job)
        ? Json.createPointer(pointer).getValue(job)
        : JsonValue.NULL;
  }

  private void row(String field, String value, String source) {
    table.append(String.format("%-27s | %-40s | %s%n", field, value, source));
  }
}
