package io.synnefo.testbed.dispatchcheck;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Ganeti's files say of one instance's NICs: those fields of each that were asked for by
 * value, the others are Ganeti's to choose.
 */
final class NicFold {
  /** Both of the files and of the tables. */
  static final List<String> FIELDS = List.of("mac", "ip", "mode", "link", "network", "name");

  private static final Set<String> LEFT_TO_GANETI =
      Set.of("auto", "generate", "pool", "default", "none");

  /** Networks may be asked for by it; the tables have their names. */
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private NicFold() {}

  /** Those that an instance was made with; null when the file does not say. */
  static @Nullable List<Map<String, String>> made(@Nullable JsonValue nics) {
    return nics instanceof JsonArray list ? list.stream().map(NicFold::asked).toList() : null;
  }

  /** All that Ganeti shows of those of an instance. */
  static List<Map<String, String>> shown(JsonObject instance) {
    List<Map<String, String>> nics = new ArrayList<>();
    for (int place = 0; place < list(instance, "mac").size(); place++) {
      Map<String, String> nic = new TreeMap<>();
      for (String field : FIELDS) {
        JsonArray values = list(instance, field);
        if (place < values.size()
            && values.get(place) instanceof JsonString value
            && !value.getString().isEmpty()) {
          nic.put(field, value.getString());
        }
      }
      nics.add(nic);
    }
    return nics;
  }

  /** Ganeti tells a field of all NICs at once. */
  private static JsonArray list(JsonObject instance, String field) {
    String name = field.equals("network") ? "nic.networks.names" : "nic." + field + "s";
    return instance.get(name) instanceof JsonArray list ? list : JsonValue.EMPTY_JSON_ARRAY;
  }

  /**
   * Those after a change, where one more or less says 1 or -1. Of one that is not at the end it is
   * not followed which it was: how many there are is all that is known then.
   */
  static @Nullable List<Map<String, String>> changed(
      List<Map<String, String>> nics, JsonArray change, int more) {
    boolean atTheEnd = change.size() > 1 && change.get(1).toString().equals("-1");
    List<Map<String, String>> now = new ArrayList<>(nics);
    if (more > 0) {
      now.add(change.size() > 2 ? asked(change.get(2)) : Map.of());
    } else if (more < 0 && now.isEmpty()) {
      return null;
    } else if (more < 0) {
      now.remove(now.size() - 1);
    }
    if (!atTheEnd || more == 0) {
      now.replaceAll(nic -> Map.of());
    }
    return now;
  }

  private static Map<String, String> asked(JsonValue nic) {
    Map<String, String> asked = new TreeMap<>();
    if (nic instanceof JsonObject fields) {
      for (String field : FIELDS) {
        if (fields.get(field) instanceof JsonString value
            && !LEFT_TO_GANETI.contains(value.getString())
            && !UUID.matcher(value.getString()).matches()) {
          asked.put(field, field.equals("mac") ? lower(value) : value.getString());
        }
      }
    }
    return asked;
  }

  /** As Ganeti has it, however it was asked for. */
  private static String lower(JsonString mac) {
    return mac.getString().toLowerCase(Locale.ROOT);
  }

  /** In which respects those are not what that witness says, which may be nothing. */
  static List<String> differences(
      @Nullable List<Map<String, String>> said, List<Map<String, String>> rows, String witness) {
    if (said == null) {
      return List.of();
    }
    String by = ", by " + witness + " ";
    if (said.size() != rows.size()) {
      return List.of("number of NICs is " + rows.size() + by + said.size());
    }
    List<String> differences = new ArrayList<>();
    for (int n = 0; n < rows.size(); n++) {
      String place = " of NIC " + n + " is ";
      Map<String, String> row = rows.get(n);
      said.get(n)
          .forEach(
              (field, value) -> {
                if (!value.equals(row.get(field))) {
                  differences.add(field + place + row.get(field) + by + value);
                }
              });
    }
    return differences;
  }
}
