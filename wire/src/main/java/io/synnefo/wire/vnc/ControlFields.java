package io.synnefo.wire.vnc;

import io.synnefo.wire.ganeti.MalformedMessageException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The fields of a request or a reply. Each exception names the field, never its content. */
final class ControlFields {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_NAME = 255;

  private final JsonObject object;

  private ControlFields(JsonObject object) {
    this.object = object;
  }

  static ControlFields of(byte[] body) throws MalformedMessageException {
    return new ControlFields(
        ControlObject.read(body)
            .orElseThrow(() -> new MalformedMessageException("body", "is no JSON object")));
  }

  boolean has(String key) {
    return object.containsKey(key);
  }

  String text(String key) throws MalformedMessageException {
    if (object.get(key) instanceof JsonString value) {
      return value.getString();
    }
    throw new MalformedMessageException(key, has(key) ? "is not a text" : "is missing");
  }

  /** One of 1 to 255 characters. */
  String name(String key) throws MalformedMessageException {
    String name = text(key).strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new MalformedMessageException(key, "does not have 1 to " + MAX_NAME + " characters");
    }
    return name;
  }

  /** Null where there is none, or JSON's null. */
  @Nullable String optionalText(String key) throws MalformedMessageException {
    return !has(key) || object.isNull(key) ? null : text(key);
  }

  int port(String key, int least) throws MalformedMessageException {
    return number(key, least, MAX_PORT);
  }

  /** From a second to what five digits hold, about a day. */
  int seconds(String key) throws MalformedMessageException {
    return number(key, 1, 99_999);
  }

  /** The genuine daemon takes text for a number, and clients came to rely on it. */
  private int number(String key, int least, int most) throws MalformedMessageException {
    JsonValue value = object.get(key);
    String digits = "";
    if (value instanceof JsonNumber number && number.isIntegral()) {
      digits = number.toString();
    } else if (value instanceof JsonString text) {
      digits = text.getString().strip();
    }
    int found = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
    if (found < least || found > most) {
      throw new MalformedMessageException(
          key, has(key) ? "is not a number from " + least + " to " + most : "is missing");
    }
    return found;
  }
}
