package io.synnefo.testbed.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Report REPORT =
      new Report(
          List.of(
              new Figure("walk.shown.p50", "API shows it, p50", 7.1234, "ms", "<= 10 ms"),
              Figure.reference("events.bare", "a bare loop", 1234.5678, "per s")),
          Map.of("machine", "two cores"));

  @Test
  void theTableTellsEachFigureBesideItsAim() {
    List<String> lines = REPORT.table().lines().toList();
    assertAll(
        () ->
            assertTrue(
                lines.get(1).matches("API shows it, p50 +7\\.12 ms +<= 10 ms"), lines.toString()),
        () -> assertTrue(lines.get(2).matches("a bare loop +1235 per s"), lines.toString()),
        () -> assertEquals("machine      two cores", lines.get(lines.size() - 1)));
  }

  @Test
  void theJsonHoldsTheSame() {
    JsonObject json = REPORT.json();
    JsonObject first = json.getJsonArray("figures").getJsonObject(0);
    assertAll(
        () -> assertEquals("walk.shown.p50", first.getString("key")),
        () -> assertEquals(7.123, first.getJsonNumber("value").doubleValue()),
        () -> assertEquals("<= 10 ms", first.getString("aim")),
        () -> assertEquals("two cores", json.getJsonObject("circumstances").getString("machine")));
  }
}
