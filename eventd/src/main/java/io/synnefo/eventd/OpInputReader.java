package io.synnefo.eventd;

import io.synnefo.wire.ganeti.InstanceEvent;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an opcode's input: named keys only, so that no secret of any other key is taken along. */
final class OpInputReader {
  private static final List<String> FIELDS = List.of("nics", "disks", "hvparams", "beparams");
  private static final Set<String> WANTED =
      Set.of(
          "OP_ID",
          "instance_name",
          "instances",
          "dry_run",
          "reason",
          "nics",
          "disks",
          "hvparams",
          "beparams");
  private static final long NANOS = 1_000_000_000L;

  private static final int MAX_VALUE = 64 * 1024;

  private final String name;
  private final JsonParser parser;
  private final Map<String, JsonValue> values = new HashMap<>();

  OpInputReader(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /** The input whose opening brace the parser has just passed. */
  Job.Input input() throws BadJobFileException {
    while (parser.next() != Event.END_OBJECT) {
      String key = parser.getString();
      Event value = parser.next();
      if (WANTED.contains(key)) {
        BoundedValue.read(parser, value, MAX_VALUE).ifPresent(found -> values.put(key, found));
      } else {
        BoundedValue.skip(parser, value);
      }
    }
    if (!(values.get("OP_ID") instanceof JsonString opId)) {
      throw new BadJobFileException(name, "has an opcode without OP_ID");
    }
    boolean several = !(values.get("instance_name") instanceof JsonString);
    return new Job.Input(
        opId.getString(),
        instances(),
        several,
        JsonValue.TRUE.equals(values.get("dry_run")),
        fields(),
        reason());
  }

  /** One by instance_name, else those of the list: names, or inputs that bear a name. */
  private List<String> instances() {
    if (values.get("instance_name") instanceof JsonString single) {
      return List.of(single.getString());
    }
    List<String> names = new ArrayList<>();
    if (values.get("instances") instanceof JsonArray list) {
      for (JsonValue item : list) {
        JsonValue found = item instanceof JsonObject input ? input.get("instance_name") : item;
        if (found instanceof JsonString text) {
          names.add(text.getString());
        }
      }
    }
    return names;
  }

  private JsonObject fields() {
    JsonObjectBuilder fields = BoundedValue.BUILDERS.createObjectBuilder();
    for (String key : FIELDS) {
      JsonValue value = values.get(key);
      if (value != null && !value.equals(JsonValue.NULL)) {
        fields.add(key, value);
      }
    }
    return fields.build();
  }

  /** Steps that are not (text, text, nanoseconds) are left out: the trail is for people. */
  private List<InstanceEvent.Reason> reason() {
    List<InstanceEvent.Reason> trail = new ArrayList<>();
    if (values.get("reason") instanceof JsonArray list) {
      for (JsonValue item : list) {
        if (item instanceof JsonArray step
            && step.size() == 3
            && step.get(0) instanceof JsonString source
            && step.get(1) instanceof JsonString text
            && step.get(2) instanceof JsonNumber nanos
            && nanos.isIntegral()
            && nanos.longValue() >= 0) {
          trail.add(
              new InstanceEvent.Reason(
                  source.getString(), text.getString(), at(nanos.longValue())));
        }
      }
    }
    return trail;
  }

  private static Instant at(long nanos) {
    return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
  }
}
