package io.synnefo.testbed.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is printed.
 *
 * @param circumstances where and how the figures came about: what, told
 */
record Report(List<Figure> figures, Map<String, String> circumstances) {
  private static final String ROW = "%-52s %10s %-9s %s%n";
  private static final int DECIMALS = 3;

  /** For people. */
  String table() {
    StringBuilder text = new StringBuilder(String.format(ROW, "FIGURE", "MEASURED", "", "AIM"));
    for (Figure figure : figures) {
      text.append(
          String.format(ROW, figure.label(), number(figure), figure.unit(), figure.aim())
              .stripTrailing());
      text.append(System.lineSeparator());
    }
    circumstances.forEach((what, told) -> text.append(String.format("%n%-12s %s", what, told)));
    return text.append(System.lineSeparator()).toString();
  }

  private static String number(Figure figure) {
    return String.format(Locale.ROOT, figure.value() < 100 ? "%.2f" : "%.0f", figure.value());
  }

  /** For programs. */
  JsonObject json() {
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (Figure figure : figures) {
      list.add(
          Json.createObjectBuilder()
              .add("key", figure.key())
              .add("label", figure.label())
              .add(
                  "value",
                  BigDecimal.valueOf(figure.value()).setScale(DECIMALS, RoundingMode.HALF_UP))
              .add("unit", figure.unit())
              .add("aim", figure.aim()));
    }
    JsonObjectBuilder told = Json.createObjectBuilder();
    circumstances.forEach(told::add);
    return Json.createObjectBuilder().add("figures", list).add("circumstances", told).build();
  }
}
