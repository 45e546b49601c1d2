package io.synnefo.api.http;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** JSON as Nova's faults quote it: {@code {'a': True}}; cut short when it is long. */
final class PythonText {
  private static final int LONGEST = 200;
  private static final Set<String> SECRETS = Set.of("adminPass", "user_data", "password");

  private PythonText() {}

  static String of(JsonValue value) {
    String text = full(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  private static String full(JsonValue value) {
    return switch (value.getValueType()) {
      case NULL -> "None";
      case TRUE -> "True";
      case FALSE -> "False";
      case STRING -> quoted(((JsonString) value).getString());
      case NUMBER -> value.toString();
      case ARRAY ->
          ((JsonArray) value)
              .stream().map(PythonText::full).collect(Collectors.joining(", ", "[", "]"));
      case OBJECT ->
          ((JsonObject) value)
              .entrySet().stream()
                  .map(e -> quoted(e.getKey()) + ": " + member(e))
                  .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  /** Passwords are nobody's to see again. */
  private static String member(Map.Entry<String, JsonValue> entry) {
    return SECRETS.contains(entry.getKey()) ? "'***'" : full(entry.getValue());
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }
}
