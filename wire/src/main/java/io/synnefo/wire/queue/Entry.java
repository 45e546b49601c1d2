package io.synnefo.wire.queue;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An object of the list; each wrong value adds to the errors and has a harmless stand-in. */
final class Entry {
  private final String at;
  private final JsonObject object;
  private final List<String> errors;
  private final Set<String> asked = new TreeSet<>();

  Entry(String at, JsonObject object, List<String> errors) {
    this.at = at;
    this.object = object;
    this.errors = errors;
  }

  /** Whether it has that key, with whatever value. */
  boolean says(String key) {
    asked.add(key);
    return object.containsKey(key);
  }

  /** The objects of an array; none if the key is absent. */
  List<Entry> objects(String key) {
    List<Entry> entries = new ArrayList<>();
    JsonValue value = value(key);
    if (value == null) {
      return entries;
    }
    if (!(value instanceof JsonArray array)) {
      wrong(key, "an array");
      return entries;
    }
    for (JsonValue item : array) {
      String place = place(key) + "[" + entries.size() + "]";
      boolean fits = item instanceof JsonObject;
      if (!fits) {
        errors.add(place + " must be an object");
      }
      entries.add(
          new Entry(place, fits ? item.asJsonObject() : JsonValue.EMPTY_JSON_OBJECT, errors));
    }
    return entries;
  }

  String text(String key, String pattern, String expected) {
    String text = optionalText(key, pattern, expected);
    if (text == null && object.get(key) == null) {
      errors.add(place(key) + " is missing");
    }
    return text == null ? place(key) : text;
  }

  /** Null where it says so, or what is wrong. */
  @Nullable String textOrNull(String key, String pattern, String expected) {
    if (value(key) == JsonValue.NULL) {
      return null;
    }
    return optionalText(key, pattern, expected);
  }

  @Nullable String optionalText(String key, String pattern, String expected) {
    JsonValue value = value(key);
    if (value instanceof JsonString text && text.getString().matches(pattern)) {
      return text.getString();
    }
    if (value != null) {
      wrong(key, expected);
    }
    return null;
  }

  boolean flag(String key) {
    JsonValue value = value(key);
    if (value != null && value != JsonValue.TRUE && value != JsonValue.FALSE) {
      wrong(key, "true or false");
    }
    return value == JsonValue.TRUE;
  }

  @Nullable Integer number(String key, int least, int most) {
    JsonValue value = value(key);
    if (value instanceof JsonNumber number
        && number.isIntegral()
        && number.bigIntegerValue().bitLength() < Integer.SIZE
        && number.intValue() >= least
        && number.intValue() <= most) {
      return number.intValue();
    }
    if (value != null) {
      wrong(key, "a whole number from " + least + " to " + most);
    }
    return null;
  }

  Duration duration(String key, Duration fallback, Duration most) {
    JsonValue value = value(key);
    if (value == null) {
      return fallback;
    }
    try {
      if (value instanceof JsonString text) {
        Duration duration = Duration.parse(text.getString());
        if (!duration.isNegative() && duration.compareTo(most) <= 0) {
          return duration;
        }
      }
    } catch (DateTimeParseException e) {
      // the same answer as for a duration out of range
    }
    wrong(key, "a duration from PT0S to " + most);
    return fallback;
  }

  /** What was not asked for is a mistake in writing. */
  void nothingElse() {
    for (String key : new TreeSet<>(object.keySet())) {
      if (!asked.contains(key)) {
        errors.add(place(key) + " is not known; there are " + String.join(", ", asked));
      }
    }
  }

  private @Nullable JsonValue value(String key) {
    asked.add(key);
    return object.get(key);
  }

  private void wrong(String key, String expected) {
    errors.add(place(key) + " must be " + expected);
  }

  private String place(String key) {
    return at.isEmpty() ? key : at + "." + key;
  }
}
