package io.synnefo.api.http;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The members of a JSON object that a client sent; a wrong one is named in the fault. */
public final class Fields {
  private final String path;
  private final JsonObject object;
  private final boolean quotes;

  private Fields(String path, JsonObject object, boolean quotes) {
    this.path = path;
    this.object = object;
    this.quotes = quotes;
  }

  /** Faults quote what was sent, in Nova's words. */
  static Fields compute(JsonObject body) {
    return new Fields("", body, true);
  }

  /** Faults quote nothing: it may be a password. */
  static Fields identity(JsonObject body) {
    return new Fields("", body, false);
  }

  /** The names of the members. */
  public Set<String> names() {
    return object.keySet();
  }

  /** Whether the member is there, and neither null, false, empty nor {@code ""}. */
  public boolean says(String key) {
    JsonValue value = object.getOrDefault(key, JsonValue.NULL);
    return switch (value.getValueType()) {
      case NULL, FALSE -> false;
      case STRING -> !((JsonString) value).getString().isEmpty();
      case ARRAY -> !((JsonArray) value).isEmpty();
      case OBJECT -> !((JsonObject) value).isEmpty();
      default -> true;
    };
  }

  /** The member as it was sent; null's value if it was not. */
  public JsonValue value(String key) {
    return object.getOrDefault(key, JsonValue.NULL);
  }

  /** Members other than these are refused. */
  public void only(Set<String> known) {
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        throw wrong(
            path,
            object,
            "Additional properties are not allowed (" + quoted(name) + " was unexpected)");
      }
    }
  }

  /** A member that must be an object. */
  public Fields inner(String key) {
    JsonValue value = required(key);
    if (value instanceof JsonObject inner) {
      return new Fields(key, inner, quotes);
    }
    throw wrongType(key, value, "object");
  }

  /** A member that is an object, if it is there. */
  public Optional<Fields> optionalInner(String key) {
    return value(key) == JsonValue.NULL ? Optional.empty() : Optional.of(inner(key));
  }

  /** A member that must be a string with {@code least} to {@code most} characters. */
  public String text(String key, int least, int most) {
    JsonValue value = required(key);
    if (!(value instanceof JsonString string)) {
      throw wrongType(key, value, "string");
    }
    String text = string.getString();
    int length = text.codePointCount(0, text.length());
    if (length < least) {
      throw wrong(key, value, quoted(value) + " is too short");
    }
    if (length > most) {
      throw wrong(key, value, quoted(value) + " is too long");
    }
    if (text.codePoints().anyMatch(Fields::isNoText)) {
      throw wrong(key, value, quoted(value) + " holds a character that is no text");
    }
    return text;
  }

  /** A name for people: no control characters, no white space but inner blanks. */
  public String name(String key, int most) {
    String name = text(key, 1, most);
    if (!name.equals(name.strip()) || name.codePoints().anyMatch(Fields::isHidden)) {
      throw wrong(key, "Control characters and leading or trailing white space are not allowed");
    }
    return name;
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> codePoint != ' ';
      default -> false;
    };
  }

  /** As above, if it is there. */
  public Optional<String> optionalText(String key, int least, int most) {
    return value(key) == JsonValue.NULL ? Optional.empty() : Optional.of(text(key, least, most));
  }

  /** As above, but faults do not quote it. */
  public Optional<String> optionalSecret(String key, int least, int most) {
    return new Fields(path, object, false).optionalText(key, least, most);
  }

  /** The members of an object of strings, if it is there. */
  public Map<String, String> texts(String key, int mostKeys, int longest) {
    Fields inner =
        optionalInner(key).orElseGet(() -> new Fields(key, JsonValue.EMPTY_JSON_OBJECT, quotes));
    if (inner.names().size() > mostKeys) {
      throw wrong(key, inner.object, "It has more than " + mostKeys + " members");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : inner.names()) {
      if (name.length() > longest || !name.matches("[a-zA-Z0-9_:. -]+")) {
        throw wrong(
            key,
            JsonDoc.PROVIDER.createValue(name),
            "A key is 1 to " + longest + " letters, digits, '-', '_', ':', '.' or blanks");
      }
      texts.put(name, inner.text(name, 0, longest));
    }
    return texts;
  }

  /** A member that must be an array of strings. */
  public List<String> texts(String key) {
    JsonValue value = required(key);
    if (value instanceof JsonArray array && array.stream().allMatch(JsonString.class::isInstance)) {
      return array.getValuesAs(JsonString::getString);
    }
    throw wrongType(key, value, "array");
  }

  /** A member that must be one of these strings. */
  public String oneOf(String key, List<String> known) {
    JsonValue value = required(key);
    if (!(value instanceof JsonString string)) {
      throw wrongType(key, value, "string");
    }
    if (!known.contains(string.getString())) {
      String all =
          known.stream()
              .map(text -> PythonText.of(JsonDoc.PROVIDER.createValue(text)))
              .collect(Collectors.joining(", ", "[", "]"));
      throw wrong(key, value, quoted(value) + " is not one of " + all);
    }
    return string.getString();
  }

  /** What is said of a member that is wrong for another reason. */
  public Fault wrong(String key, String why) {
    return wrong(key, value(key), why);
  }

  private JsonValue required(String key) {
    JsonValue value = object.get(key);
    if (value == null) {
      throw wrong(path, object, "'" + key + "' is a required property");
    }
    return value;
  }

  private Fault wrongType(String key, JsonValue value, String type) {
    return wrong(key, value, quoted(value) + " is not of type '" + type + "'");
  }

  private Fault wrong(String where, JsonValue value, String why) {
    if (where.isEmpty()) {
      return new Fault(FaultCode.BAD_REQUEST, why);
    }
    String quote = quotes ? " Value: " + PythonText.of(value) + "." : "";
    return new Fault(
        FaultCode.BAD_REQUEST,
        "Invalid input for field/attribute " + where + "." + quote + " " + why);
  }

  private String quoted(JsonValue value) {
    return quotes ? PythonText.of(value) : "The value";
  }

  private String quoted(String name) {
    return quotes ? PythonText.of(JsonDoc.PROVIDER.createValue(name)) : "one";
  }

  /** A null cannot be stored, half of a surrogate pair cannot be sent. */
  private static boolean isNoText(int codePoint) {
    return codePoint == 0
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }
}
