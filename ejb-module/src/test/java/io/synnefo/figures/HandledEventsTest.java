package io.synnefo.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.kernel.EventOutcome;
import io.synnefo.wire.text.PrometheusText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HandledEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private final HandledEvents handled =
      FiguresFixture.handledEvents(Clock.fixed(NOW, ZoneOffset.UTC));

  private String text() {
    PrometheusText out = new PrometheusText("x_");
    handled.write(out);
    return out.text();
  }

  private void assertLine(String line) {
    assertTrue(text().contains("\n" + line + "\n"), () -> line + " is not in\n" + text());
  }

  private void happens(String queue, EventOutcome outcome, Duration lag) {
    handled.onCommit(new EventHandled(queue, outcome, NOW.minus(lag)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT-5S, 0.01, 0",
    "PT0S, 0.01, 0",
    "PT0.01S, 0.01, 0.01",
    "PT0.010000001S, 0.025, 0.010000001",
    "PT1S, 1, 1",
    "PT29S, 30, 29",
    "PT2H, 7200, 7200",
    "PT48H, +Inf, 172800"
  })
  void aLagFallsIntoTheFirstBucketThatItFits(Duration lag, String bucket, String sum) {
    happens("q", EventOutcome.APPLIED, lag);
    String first =
        text()
            .lines()
            .filter(line -> line.startsWith("x_event_lag_seconds_bucket{") && line.endsWith(" 1"))
            .findFirst()
            .orElseThrow();
    assertEquals("x_event_lag_seconds_bucket{queue=\"q\",le=\"" + bucket + "\"} 1", first);
    assertLine("x_event_lag_seconds_sum{queue=\"q\"} " + sum);
    assertLine("x_event_lag_seconds_count{queue=\"q\"} 1");
  }

  @ParameterizedTest
  @EnumSource(EventOutcome.class)
  void eachOutcomeIsCountedByItself(EventOutcome outcome) {
    happens("q", outcome, Duration.ZERO);
    happens("q", outcome, Duration.ZERO);
    for (EventOutcome one : EventOutcome.values()) {
      assertLine(
          "x_events_total{queue=\"q\",outcome=\"" + one.word() + "\"} " + (one == outcome ? 2 : 0));
    }
  }

  @Test
  void onlyWhatIsNewHasALag() {
    happens("q", EventOutcome.DUPLICATE, Duration.ofDays(3));
    happens("q", EventOutcome.FOREIGN, Duration.ofDays(3));
    assertLine("x_event_lag_seconds_count{queue=\"q\"} 0");
    happens("q", EventOutcome.IGNORED, Duration.ofSeconds(3));
    assertLine("x_event_lag_seconds_count{queue=\"q\"} 1");
    assertLine("x_event_lag_seconds_sum{queue=\"q\"} 3");
  }

  @Test
  void queuesAreCountedByThemselvesAndToldInTheirOrder() {
    happens("z", EventOutcome.APPLIED, Duration.ZERO);
    happens("a", EventOutcome.APPLIED, Duration.ZERO);
    assertLine("x_events_total{queue=\"z\",outcome=\"applied\"} 1");
    assertTrue(text().indexOf("queue=\"a\"") < text().indexOf("queue=\"z\""));
  }

  @Test
  void beforeTheFirstEventThereAreFamiliesWithoutSamples() {
    assertTrue(text().contains("# TYPE x_events_total counter\n"));
    assertFalse(text().contains("{"), text());
  }
}
