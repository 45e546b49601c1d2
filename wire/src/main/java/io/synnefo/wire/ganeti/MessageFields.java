package io.synnefo.wire.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Typed reading of a message's fields: what is returned has the type and bounds asked for. */
public final class MessageFields {
  // held: each call of Json itself would look for the provider on the class path anew
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final int MAX_TEXT = 255;
  private static final long MAX_SECONDS = 253_402_300_799L;
  private static final long NANOS = 1_000_000_000L;

  private final JsonObject object;

  private MessageFields(JsonObject object) {
    this.object = object;
  }

  /** The fields of the body, which is no longer than that, UTF-8, and one JSON object. */
  public static MessageFields of(byte[] body, int maxBytes) throws MalformedMessageException {
    if (body.length > maxBytes) {
      throw new MalformedMessageException("body", "is larger than " + maxBytes + " bytes");
    }
    JsonValue value = JsonValue.NULL;
    try (JsonParser parser = PARSERS.createParser(new StringReader(utf8(body)))) {
      while (parser.hasNext()) { // beyond the value it fails unless the text ends there
        parser.next();
        value = parser.getValue();
      }
    } catch (JsonException e) {
      throw new MalformedMessageException("body", "is not JSON");
    } catch (RuntimeException e) {
      // the parser reports too deep a nesting by a bare RuntimeException
      throw new MalformedMessageException("body", "is not JSON that can be read");
    }
    if (value instanceof JsonObject object) {
      return new MessageFields(object);
    }
    throw new MalformedMessageException("body", "is not an object");
  }

  /** There are no other fields. */
  public void requireOnly(Set<String> known) throws MalformedMessageException {
    if (!known.containsAll(object.keySet())) {
      throw new MalformedMessageException("body", "has fields that are not known");
    }
  }

  /** A name or a word: not empty, at most 255 characters, none of them a control character. */
  public String name(String field) throws MalformedMessageException {
    String text = optionalName(field);
    if (text == null) {
      throw new MalformedMessageException(field, "is missing");
    }
    return text;
  }

  @Nullable String optionalName(String field) throws MalformedMessageException {
    String text = optionalText(field);
    if (text != null && (text.isEmpty() || text.length() > MAX_TEXT)) {
      throw new MalformedMessageException(field, "must have 1 to " + MAX_TEXT + " characters");
    }
    if (text != null && text.chars().anyMatch(Character::isISOControl)) {
      throw new MalformedMessageException(field, "holds a control character");
    }
    return text;
  }

  @Nullable String optionalText(String field) throws MalformedMessageException {
    return absent(field) ? null : text(field, value(field));
  }

  long integer(String field, long least, long most) throws MalformedMessageException {
    if (absent(field)) {
      throw new MalformedMessageException(field, "is missing");
    }
    return integer(field, value(field), least, most);
  }

  int optionalInt(String field, int fallback) throws MalformedMessageException {
    return absent(field) ? fallback : (int) integer(field, 0, Integer.MAX_VALUE);
  }

  /** Seconds and microseconds, as Ganeti writes its time stamps. */
  Instant time(String field) throws MalformedMessageException {
    JsonArray pair = array(field, value(field), 2);
    long seconds = integer(field + "[0]", pair.get(0), 0, MAX_SECONDS);
    long micros = integer(field + "[1]", pair.get(1), 0, 999_999);
    return Instant.ofEpochSecond(seconds, micros * 1000);
  }

  JsonValue optionalValue(String field) {
    return value(field);
  }

  /** The object of that name, an empty one if there is none. */
  public JsonObject optionalObject(String field) throws MalformedMessageException {
    if (absent(field)) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    if (value(field) instanceof JsonObject found) {
      return found;
    }
    throw new MalformedMessageException(field, "is not an object");
  }

  List<String> optionalTexts(String field) throws MalformedMessageException {
    List<String> texts = new ArrayList<>();
    if (absent(field)) {
      return texts;
    }
    for (JsonValue item : array(field, value(field), -1)) {
      texts.add(text(field + "[" + texts.size() + "]", item));
    }
    return texts;
  }

  List<Reason> optionalReason(String field) throws MalformedMessageException {
    List<Reason> trail = new ArrayList<>();
    if (absent(field)) {
      return trail;
    }
    for (JsonValue step : array(field, value(field), -1)) {
      String at = field + "[" + trail.size() + "]";
      JsonArray parts = array(at, step, 3);
      long nanos = integer(at + "[2]", parts.get(2), 0, Long.MAX_VALUE);
      trail.add(
          new Reason(
              text(at + "[0]", parts.get(0)),
              text(at + "[1]", parts.get(1)),
              Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS)));
    }
    return trail;
  }

  private boolean absent(String field) {
    return value(field).getValueType() == JsonValue.ValueType.NULL;
  }

  private JsonValue value(String field) {
    return object.getOrDefault(field, JsonValue.NULL);
  }

  private static String utf8(byte[] body) throws MalformedMessageException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedMessageException("body", "is not UTF-8");
    }
  }

  private static String text(String field, JsonValue value) throws MalformedMessageException {
    if (value instanceof JsonString string) {
      return string.getString();
    }
    throw new MalformedMessageException(field, "is not a string");
  }

  private static JsonArray array(String field, JsonValue value, int size)
      throws MalformedMessageException {
    if (!(value instanceof JsonArray array)) {
      throw new MalformedMessageException(field, "is not an array");
    }
    if (size >= 0 && array.size() != size) {
      throw new MalformedMessageException(field, "must have " + size + " elements");
    }
    return array;
  }

  private static long integer(String field, JsonValue value, long least, long most)
      throws MalformedMessageException {
    if (!(value instanceof JsonNumber number)) {
      throw new MalformedMessageException(field, "is not a number");
    }
    try {
      long found = number.longValueExact();
      if (found >= least && found <= most) {
        return found;
      }
    } catch (ArithmeticException | NumberFormatException | UnsupportedOperationException e) {
      // too large for the type, a fraction, or too long for the parser: the same answer
      throw new MalformedMessageException(field, "is not an integer in range");
    }
    throw new MalformedMessageException(field, "must be in " + least + ".." + most);
  }
}
