package io.synnefo.eventd;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a value whose size nobody vouches for (an opcode's result may list a thousand instances):
 * what is over the limit is read past, not kept.
 */
final class BoundedValue {
  // held: each call of Json itself would look for the provider in the jar anew
  static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

  private static final int BYTES_PER_CHAR = 6; // as \u0000
  private static final int PUNCTUATION = 4;

  private final JsonParser parser;
  private long budget;

  private BoundedValue(JsonParser parser, int maxBytes) {
    this.parser = parser;
    this.budget = maxBytes;
  }

  /** The value that begins with the event; empty if its JSON might be longer than the limit. */
  static Optional<JsonValue> read(JsonParser parser, Event first, int maxBytes) {
    BoundedValue reader = new BoundedValue(parser, maxBytes);
    JsonValue value = reader.value(first);
    return reader.budget >= 0 ? Optional.of(value) : Optional.empty();
  }

  /** Of the list whose opening bracket the parser has just passed, the first items, as they fit. */
  static JsonArray first(JsonParser parser, int maxBytes) {
    BoundedValue reader = new BoundedValue(parser, maxBytes);
    JsonArrayBuilder list = BUILDERS.createArrayBuilder();
    for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
      JsonValue item = reader.value(next);
      if (reader.budget >= 0) {
        list.add(item);
      }
    }
    return list.build();
  }

  /**
   * The value that begins with the event is behind the parser.
   *
   * <p>Not by the parser's own skipObject: that of Parsson 1.1.7 never ends on a file that does.
   */
  static void skip(JsonParser parser, Event first) {
    int depth = 0;
    for (Event event = first; ; event = parser.next()) {
      if (event == Event.START_OBJECT || event == Event.START_ARRAY) {
        depth++;
      } else if (event == Event.END_OBJECT || event == Event.END_ARRAY) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
    }
  }

  private JsonValue value(Event first) {
    if (first == Event.START_OBJECT) {
      return object();
    }
    if (first == Event.START_ARRAY) {
      return array();
    }
    JsonValue scalar = parser.getValue();
    spend(
        scalar instanceof JsonString text
            ? BYTES_PER_CHAR * (long) text.getString().length()
            : scalar.toString().length());
    return scalar;
  }

  /** Its keys in one order: luxid writes them in another one than the job's own process. */
  private JsonValue object() {
    TreeMap<String, JsonValue> members = new TreeMap<>();
    spend(0);
    while (parser.next() != Event.END_OBJECT) {
      String key = parser.getString();
      spend(BYTES_PER_CHAR * (long) key.length());
      JsonValue value = value(parser.next());
      if (budget >= 0) {
        members.put(key, value);
      }
    }
    JsonObjectBuilder object = BUILDERS.createObjectBuilder();
    members.forEach(object::add);
    return budget >= 0 ? object.build() : JsonValue.NULL;
  }

  private JsonValue array() {
    JsonArrayBuilder array = BUILDERS.createArrayBuilder();
    spend(0);
    for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
      JsonValue value = value(next);
      if (budget >= 0) {
        array.add(value);
      }
    }
    return budget >= 0 ? array.build() : JsonValue.NULL;
  }

  private void spend(long bytes) {
    budget -= bytes + PUNCTUATION;
  }
}
