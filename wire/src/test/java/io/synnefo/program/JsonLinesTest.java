package io.synnefo.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private final JsonLines lines = new JsonLines((line, subject) -> line.add("about", subject));

  private JsonObject line(LogRecord record) {
    String text = lines.format(record);
    assertEquals(text.length() - 1, text.indexOf('\n'), text);
    try (var in = Json.createReader(new StringReader(text))) {
      return in.readObject();
    }
  }

  @Test
  void aLineIsAnObjectWithTimeLevelMessageAndWhatItIsAbout() {
    LogRecord record = new LogRecord(Level.INFO, "{0} is\n\"there\"");
    record.setParameters(new Object[] {"job-7"});
    record.setInstant(Instant.parse("2026-11-29T08:00:00Z"));
    JsonObject line = line(record);
    assertEquals("2026-11-29T08:00:00Z", line.getString("time"));
    assertEquals("INFO", line.getString("level"));
    assertEquals("job-7 is\n\"there\"", line.getString("message"));
    assertEquals("job-7", line.getString("about"));
    assertFalse(line.containsKey("thrown"));
  }

  @Test
  void aDefectIsToldWithItsStackOnTheSameLine() {
    LogRecord record = new LogRecord(Level.SEVERE, "died");
    record.setThrown(new IllegalStateException("why"));
    JsonObject line = line(record);
    assertFalse(line.containsKey("about"));
    assertTrue(line.getString("thrown").contains("IllegalStateException: why\n\tat "));
  }
}
