package io.synnefo.eventd;

import io.synnefo.wire.ganeti.Reason;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads an opcode's input: named keys only, so that no secret of any other key is taken along. */
final class OpInputReader {
  private static final List<String> INSTANCE_FIELDS =
      List.of("nics", "disks", "hvparams", "beparams");
  private static final List<String> NETWORK_FIELDS =
      List.of("network", "gateway", "add_reserved_ips", "remove_reserved_ips", "group_name");
  private static final Set<String> WANTED =
      Stream.of(
              Set.of("OP_ID", "dry_run", "reason", "tags"),
              OpTarget.KEYS,
              INSTANCE_FIELDS,
              NETWORK_FIELDS)
          .flatMap(Collection::stream)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> LISTS = Set.of("tags", "reason");
  private static final long NANOS = 1_000_000_000L;

  private static final int MAX_VALUE = 64 * 1024;
  private static final int MAX_INSTANCES = 10_000;
  private static final int MAX_NAMES = 1 << 20; // characters

  private final String name;
  private final Map<String, JsonValue> values;

  /** For the input whose opening brace the parser has just passed. */
  OpInputReader(String name, JsonParser parser) throws BadJobFileException {
    this.name = name;
    this.values = wanted(name, parser);
  }

  /** Of the input whose opening brace the parser has just passed, what its events may need. */
  static JsonObject told(String name, JsonParser parser) throws BadJobFileException {
    Map<String, JsonValue> values = wanted(name, parser);
    String opId = values.get("OP_ID") instanceof JsonString found ? found.getString() : "";
    List<String> fields = fieldsOf(OpTarget.of(opId, values).kind());
    values
        .keySet()
        .removeIf(
            key ->
                (INSTANCE_FIELDS.contains(key) || NETWORK_FIELDS.contains(key))
                    && !fields.contains(key)
                    && !OpTarget.KEYS.contains(key));
    JsonObjectBuilder input = BoundedValue.BUILDERS.createObjectBuilder();
    values.forEach(input::add);
    return input.build();
  }

  private static Map<String, JsonValue> wanted(String name, JsonParser parser)
      throws BadJobFileException {
    Map<String, JsonValue> values = new TreeMap<>();
    while (parser.next() != Event.END_OBJECT) {
      String key = parser.getString();
      Event value = parser.next();
      if (key.equals("instances") && value == Event.START_ARRAY) {
        values.put(key, instances(name, parser));
      } else if (LISTS.contains(key) && value == Event.START_ARRAY) {
        values.put(key, BoundedValue.first(parser, MAX_VALUE));
      } else if (WANTED.contains(key)) {
        BoundedValue.read(parser, value, MAX_VALUE).ifPresent(found -> values.put(key, found));
      } else {
        BoundedValue.skip(parser, value);
      }
    }
    return values;
  }

  /** Names, in place of inputs that bear one: an event that was not told of would be a loss. */
  private static JsonArray instances(String name, JsonParser parser) throws BadJobFileException {
    JsonArrayBuilder names = BoundedValue.BUILDERS.createArrayBuilder();
    int count = 0;
    int length = 0;
    for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
      Optional<JsonString> instance = instance(parser, next);
      if (instance.isPresent()) {
        names.add(instance.get());
        count++;
        length += instance.get().getString().length();
      }
      if (count > MAX_INSTANCES || length > MAX_NAMES) {
        throw new BadJobFileException(
            name, "has an opcode about more than " + MAX_INSTANCES + " instances, or long names");
      }
    }
    return names.build();
  }

  private static Optional<JsonString> instance(JsonParser parser, Event item) {
    if (item == Event.VALUE_STRING) {
      return Optional.of((JsonString) parser.getValue());
    }
    if (item != Event.START_OBJECT) {
      BoundedValue.skip(parser, item);
      return Optional.empty();
    }
    Optional<JsonString> found = Optional.empty();
    while (parser.next() != Event.END_OBJECT) {
      boolean named = parser.getString().equals("instance_name");
      Event value = parser.next();
      if (named && value == Event.VALUE_STRING) {
        found = Optional.of((JsonString) parser.getValue());
      } else {
        BoundedValue.skip(parser, value);
      }
    }
    return found;
  }

  Job.Input input() throws BadJobFileException {
    if (!(values.get("OP_ID") instanceof JsonString opId)) {
      throw new BadJobFileException(name, "has an opcode without OP_ID");
    }
    Job.Target target = OpTarget.of(opId.getString(), values);
    return new Job.Input(
        opId.getString(),
        target,
        JsonValue.TRUE.equals(values.get("dry_run")),
        fields(target.kind()),
        tags(),
        reason());
  }

  /** What an event of that kind tells; the old daemon's word for a network's range is subnet. */
  private JsonObject fields(Job.Kind kind) {
    JsonObjectBuilder fields = BoundedValue.BUILDERS.createObjectBuilder();
    for (String key : fieldsOf(kind)) {
      JsonValue value = values.get(key);
      if (value != null && !value.equals(JsonValue.NULL)) {
        fields.add(key.equals("network") ? "subnet" : key, value);
      }
    }
    return fields.build();
  }

  private static List<String> fieldsOf(Job.Kind kind) {
    return switch (kind) {
      case INSTANCE -> INSTANCE_FIELDS;
      case NETWORK -> NETWORK_FIELDS;
      case GROUP, CLUSTER, NONE -> List.of();
    };
  }

  private List<String> tags() {
    List<String> tags = new ArrayList<>();
    if (values.get("tags") instanceof JsonArray list) {
      for (JsonValue item : list) {
        if (item instanceof JsonString tag) {
          tags.add(tag.getString());
        }
      }
    }
    return tags;
  }

  /** Steps that are not (text, text, nanoseconds) are left out: the trail is for people. */
  private List<Reason> reason() {
    List<Reason> trail = new ArrayList<>();
    if (values.get("reason") instanceof JsonArray list) {
      for (JsonValue item : list) {
        if (item instanceof JsonArray step
            && step.size() == 3
            && step.get(0) instanceof JsonString source
            && step.get(1) instanceof JsonString text
            && step.get(2) instanceof JsonNumber nanos
            && nanos.isIntegral()
            && nanos.longValue() >= 0) {
          trail.add(new Reason(source.getString(), text.getString(), at(nanos.longValue())));
        }
      }
    }
    return trail;
  }

  private static Instant at(long nanos) {
    return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
  }
}
