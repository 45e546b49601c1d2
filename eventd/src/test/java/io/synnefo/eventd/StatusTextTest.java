package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final String IDLE = "ganeti.event.cluster";
  private static final String BUSY = "ganeti.snf.event.op";

  /** One key waits since before its last confirm, the other was never used. */
  static DaemonStatus status(String... faults) {
    LaneStatus busy =
        new LaneStatus(
            BUSY,
            3,
            4096,
            2,
            7,
            1,
            NOW.minusSeconds(60),
            NOW.minusSeconds(5),
            NOW.minusSeconds(6),
            "uuid:9:0:success",
            "");
    LaneStatus idle =
        new LaneStatus(IDLE, 0, 0, 0, 0, 0, NOW.minusSeconds(90), null, null, null, "");
    return new DaemonStatus(
        "1.0",
        "node1",
        NOW,
        NOW.minusSeconds(100),
        new Mastership.RoleStatus(Mastership.Role.ACTIVE, "node1", "is the master"),
        "uuid",
        new DutyStatus(9, "1-9", 1, "2-2", 1, false),
        FetchStatus.NONE,
        List.of(busy, idle),
        new Tally().counts(),
        Map.of(),
        0,
        List.of(faults));
  }

  @Test
  void theLastConfirmTheLastEventAndTheLagAreToldForEachKey() {
    JsonObject busy = json(status()).getJsonArray("keys").getJsonObject(0);
    assertEquals("2026-11-28T09:59:55Z", busy.getString("last_confirm"));
    assertEquals("2026-11-28T09:59:54Z", busy.getString("last_event_time"));
    assertEquals("uuid:9:0:success", busy.getString("last_event_id"));
    assertEquals(5, busy.getJsonNumber("lag_seconds").doubleValue());
    assertEquals(3, busy.getInt("spooled"));
    String metrics = StatusText.metrics(status());
    assertTrue(metrics.contains("lag_seconds{key=\"" + BUSY + "\"} 5\n"), metrics);
    assertTrue(
        metrics.contains("last_confirm_timestamp_seconds{key=\"" + BUSY + "\"} 1795859995\n"),
        metrics);
  }

  @Test
  void aKeyThatWasNeverUsedHasNoLastEventAndNoLag() {
    JsonObject idle = json(status()).getJsonArray("keys").getJsonObject(1);
    assertFalse(idle.containsKey("last_event_id") && !idle.isNull("last_event_id"), "" + idle);
    assertEquals(0, idle.getJsonNumber("lag_seconds").doubleValue());
  }

  @Test
  void systemdIsShownTheRoleAndTheFirstProblem() {
    assertEquals("ACTIVE: is the master", status("", "").line());
    assertEquals("ACTIVE, needs an operator: no disk", status("", "no disk", "no bread").line());
  }

  private static JsonObject json(DaemonStatus status) {
    try (var reader = Json.createReader(new StringReader(StatusText.json(status)))) {
      return reader.readObject();
    }
  }
}
