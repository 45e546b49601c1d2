package io.synnefo.api.http;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assertions;

/**
 * Compares what JSON looks like: the same keys, the same types, whatever the values. An element of
 * an array looks like any one of the model's.
 *
 * @param mayBeNull keys where null may stand for a value, because we do not know it
 * @param mayLack keys that the model has by chance
 */
public record Shape(Set<String> mayBeNull, Set<String> mayLack) {
  /** Nothing may differ. */
  public static final Shape EXACT = new Shape(Set.of(), Set.of());

  /** Fails, naming every difference. */
  public void assertSame(JsonValue model, JsonValue actual) {
    List<String> differences = new ArrayList<>();
    compare("$", model, actual, differences);
    Assertions.assertEquals(List.of(), differences, actual.toString());
  }

  private void compare(String path, JsonValue model, JsonValue actual, List<String> differences) {
    String key = path.substring(path.lastIndexOf('/') + 1);
    boolean unknown = actual.getValueType() == ValueType.NULL && mayBeNull.contains(key);
    if (unknown) {
      return;
    }
    if (model instanceof JsonObject object && actual instanceof JsonObject found) {
      compareObjects(path, object, found, differences);
    } else if (model instanceof JsonArray array && actual instanceof JsonArray found) {
      for (int i = 0; i < found.size() && !array.isEmpty(); i++) {
        compareToAny(path + "[" + i + "]", array, found.get(i), differences);
      }
    } else if (kind(model) != kind(actual)) {
      differences.add(path + ": " + kind(model) + " is " + kind(actual));
    }
  }

  private void compareToAny(
      String path, JsonArray models, JsonValue actual, List<String> differences) {
    List<String> best = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      List<String> found = new ArrayList<>();
      compare(path, models.get(i), actual, found);
      if (found.isEmpty()) {
        return;
      }
      best = i == 0 || found.size() < best.size() ? found : best;
    }
    differences.addAll(best);
  }

  private void compareObjects(
      String path, JsonObject model, JsonObject actual, List<String> differences) {
    Set<String> missing = new TreeSet<>(model.keySet());
    missing.removeAll(actual.keySet());
    missing.removeAll(mayLack);
    missing.forEach(key -> differences.add(path + "/" + key + " is missing"));
    actual.forEach(
        (key, value) -> {
          if (model.containsKey(key)) {
            compare(path + "/" + key, model.get(key), value, differences);
          } else {
            differences.add(path + "/" + key + " is not in the model");
          }
        });
  }

  private static ValueType kind(JsonValue value) {
    ValueType type = value.getValueType();
    return type == ValueType.FALSE ? ValueType.TRUE : type;
  }
}
