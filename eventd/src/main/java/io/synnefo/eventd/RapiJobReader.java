package io.synnefo.eventd;

import io.synnefo.wire.ganeti.OpCodes;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads RAPI's answer to a query for one job, as a stream, and tells the job as its file would:
 * what its events need, and nothing else, least of all an osparam.
 */
final class RapiJobReader {
  /** What to ask for, in this order; times of each opcode are not among {@code /2/jobs}' fields. */
  static final List<String> FIELDS =
      List.of(
          "id",
          "received_ts",
          "start_ts",
          "end_ts",
          "opstatus",
          "opstart",
          "opexec",
          "opend",
          "ops",
          "opresult",
          "oplog");

  private static final int MAX_SMALL = 64 * 1024;
  private static final int MAX_KEPT = 512 << 10; // in memory, more than once, and on disk
  private static final int NORMAL = 0;
  private static final int UNKNOWN_FIELD = 1;
  private static final Map<String, String> IN_FILE =
      new TreeMap<>(
          Map.of(
              "opstatus", "status",
              "opresult", "result",
              "oplog", "log",
              "opstart", "start_timestamp",
              "opexec", "exec_timestamp",
              "opend", "end_timestamp",
              "ops", "input"));

  private final String name;
  private final JsonParser parser;
  private final Map<String, JsonValue> cells = new HashMap<>();
  private int left = MAX_KEPT;

  RapiJobReader(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /** The job in the form of its file; empty if Ganeti knows none of that id. */
  Optional<JsonObject> file() throws BadJobFileException {
    expect(parser.next(), Event.START_OBJECT);
    while (parser.next() != Event.END_OBJECT) {
      boolean data = parser.getString().equals("data");
      Event value = parser.next();
      if (data) {
        table(value);
      } else {
        BoundedValue.skip(parser, value);
      }
    }
    return cells.get("ops") instanceof JsonArray inputs
        ? Optional.of(file(inputs))
        : Optional.empty();
  }

  private void table(Event start) throws BadJobFileException {
    expect(start, Event.START_ARRAY);
    Event row = parser.next();
    if (row == Event.END_ARRAY) {
      return;
    }
    expect(row, Event.START_ARRAY);
    for (String field : FIELDS) {
      expect(parser.next(), Event.START_ARRAY);
      expect(parser.next(), Event.VALUE_NUMBER);
      int status = parser.getInt();
      Event value = parser.next();
      if (status == UNKNOWN_FIELD) {
        throw new BadJobFileException(name, "cannot be asked for: RAPI has no field " + field);
      }
      if (status == NORMAL) {
        cells.put(field, kept(cell(field, value)));
      } else {
        BoundedValue.skip(parser, value); // not there yet, or there is no such job
      }
      expect(parser.next(), Event.END_ARRAY);
    }
    expect(parser.next(), Event.END_ARRAY);
    expect(parser.next(), Event.END_ARRAY);
  }

  private JsonValue cell(String field, Event value) throws BadJobFileException {
    return switch (field) {
      case "ops", "opresult", "oplog" -> list(field, value);
      default -> BoundedValue.read(parser, value, MAX_SMALL).orElseThrow(this::tooLarge);
    };
  }

  /** As much of each opcode as {@link JobReader} would keep. */
  private JsonArray list(String field, Event start) throws BadJobFileException {
    expect(start, Event.START_ARRAY);
    List<JsonValue> found = new ArrayList<>();
    int room = left;
    for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
      JsonValue each =
          field.equals("opresult") ? JobReader.result(parser, next) : each(field, next);
      room -= each.toString().length();
      if (room < 0) {
        throw tooLarge();
      }
      found.add(each);
    }
    JsonArrayBuilder list = BoundedValue.BUILDERS.createArrayBuilder();
    found.forEach(list::add);
    return list.build();
  }

  private JsonValue each(String field, Event start) throws BadJobFileException {
    if (field.equals("ops")) {
      expect(start, Event.START_OBJECT);
      return OpInputReader.told(name, parser);
    }
    expect(start, Event.START_ARRAY);
    JsonArrayBuilder log = BoundedValue.BUILDERS.createArrayBuilder();
    JobReader.lastLog(parser).ifPresent(log::add);
    return log.build();
  }

  private JsonObject file(JsonArray inputs) throws BadJobFileException {
    JsonArrayBuilder ops = BoundedValue.BUILDERS.createArrayBuilder();
    for (int op = 0; op < inputs.size(); op++) {
      JsonObjectBuilder each = BoundedValue.BUILDERS.createObjectBuilder();
      for (Map.Entry<String, String> cell : IN_FILE.entrySet()) {
        each.add(cell.getValue(), told(cell.getKey(), op));
      }
      ops.add(each);
    }
    return BoundedValue.BUILDERS
        .createObjectBuilder()
        .add("id", cells.getOrDefault("id", JsonValue.NULL))
        .add("received_timestamp", cells.getOrDefault("received_ts", JsonValue.NULL))
        .add("start_timestamp", cells.getOrDefault("start_ts", JsonValue.NULL))
        .add("end_timestamp", cells.getOrDefault("end_ts", JsonValue.NULL))
        .add("ops", ops)
        .build();
  }

  /** Results and logs may repeat what was set: only what an event tells of them is left. */
  private JsonValue told(String field, int op) throws BadJobFileException {
    JsonValue value = ofOp(field, op);
    JsonObject input = ofOp("ops", op).asJsonObject();
    String opId = input.getString("OP_ID", "");
    boolean named = OpTarget.of(opId, input).kind().isNamedByUs();
    boolean heartbeat = opId.equals(OpCodes.TAGS_SET); // which tells its log
    return switch (field) {
      case "opresult" ->
          named ? OpResult.told(opId, text(ofOp("opstatus", op)), value) : JsonValue.NULL;
      case "oplog" -> named || heartbeat ? value : JsonValue.EMPTY_JSON_ARRAY;
      default -> value;
    };
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString found ? found.getString() : "";
  }

  private JsonValue ofOp(String field, int op) throws BadJobFileException {
    if (cells.get(field) instanceof JsonArray list && op < list.size()) {
      return list.get(op);
    }
    throw new BadJobFileException(name, "is told without the " + field + " of an opcode");
  }

  private JsonValue kept(JsonValue value) throws BadJobFileException {
    left -= value.toString().length();
    if (left < 0) {
      throw tooLarge();
    }
    return value;
  }

  private BadJobFileException tooLarge() {
    return new BadJobFileException(name, "is larger than " + MAX_KEPT + " bytes");
  }

  private void expect(Event found, Event wanted) throws BadJobFileException {
    if (found != wanted) {
      throw new BadJobFileException(name, "is not told as Ganeti's RAPI does");
    }
  }
}
