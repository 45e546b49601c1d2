package io.synnefo.kernel;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Reads values of the seed file; a wrong one is named by section and key. */
public final class SeedValues {
  private final String section;
  private final JsonObject object;

  private SeedValues(String section, JsonObject object) {
    this.section = section;
    this.object = object;
  }

  /** The objects of a section's array. */
  public static List<SeedValues> objects(String section, JsonValue value) {
    if (!(value instanceof JsonArray array)) {
      throw new IllegalArgumentException("seed: '" + section + "' is not an array");
    }
    return array.stream().map(v -> new SeedValues(section, asObject(section, v))).toList();
  }

  /** A string that must be there and not be blank. */
  public String text(String key) {
    return optionalText(key).orElseThrow(() -> wrong(key, "a string that is not blank"));
  }

  /** A string, if the key is there. */
  public Optional<String> optionalText(String key) {
    JsonValue value = object.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonString s && !s.getString().isBlank()) {
      return Optional.of(s.getString());
    }
    throw wrong(key, "a string that is not blank");
  }

  /** A whole number of at least {@code least}. */
  public int integer(String key, int least) {
    long value = whole(key);
    if (value < least || value > Integer.MAX_VALUE) {
      throw wrong(key, "a whole number of at least " + least);
    }
    return (int) value;
  }

  /** A whole number that is not negative. */
  public long size(String key) {
    long value = whole(key);
    if (value < 0) {
      throw wrong(key, "a whole number that is not negative");
    }
    return value;
  }

  /** The strings of an array that must be there. */
  public List<String> texts(String key) {
    if (!(object.get(key) instanceof JsonArray array)
        || !array.stream().allMatch(JsonString.class::isInstance)) {
      throw wrong(key, "an array of strings");
    }
    return array.getValuesAs(JsonString::getString);
  }

  /** The object under a key, empty if the key is absent. */
  public JsonObject object(String key) {
    JsonValue value = object.getOrDefault(key, JsonValue.EMPTY_JSON_OBJECT);
    if (!(value instanceof JsonObject found)) {
      throw wrong(key, "an object");
    }
    return found;
  }

  /** What is said of a value that is not {@code expected}; the value itself may be a secret. */
  public IllegalArgumentException wrong(String key, String expected) {
    return new IllegalArgumentException(
        "seed: '" + key + "' in '" + section + "' must be " + expected);
  }

  private long whole(String key) {
    if (object.get(key) instanceof JsonNumber number && number.isIntegral()) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException e) {
        throw wrong(key, "a whole number in range");
      }
    }
    throw wrong(key, "a whole number");
  }

  private static JsonObject asObject(String section, JsonValue value) {
    if (value instanceof JsonObject found) {
      return found;
    }
    throw new IllegalArgumentException("seed: '" + section + "' holds something else than objects");
  }
}
