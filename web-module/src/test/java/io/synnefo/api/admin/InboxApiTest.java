package io.synnefo.api.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.settings.AdminSettings;
import java.time.Clock;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class InboxApiTest {
  private static final ApiServer SERVER = new ApiServer(Clock.systemUTC());

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void onlyAnAdministratorMayAtTheOperatorsListener() {
    assertEquals(401, SERVER.get("", "/admin/inbox").statusCode());
    assertEquals(403, SERVER.get("demo", "/admin/inbox").statusCode());
    try (ApiServer users = new ApiServer(Clock.systemUTC(), new AdminSettings(OptionalInt.of(1)))) {
      assertEquals(404, users.get("admin", "/admin/inbox").statusCode());
    }
  }

  @Test
  void theHorizonAndItsLastSweepAreShown() {
    SERVER.execute(
        "UPDATE inbox_horizon SET horizon = TIMESTAMP '2026-09-29 12:00:00', held_by = 'one',"
            + " begun_at = TIMESTAMP '2026-11-28 12:00:00', forgotten = 7");
    String shown = SERVER.get("admin", "/admin/inbox").body();
    assertTrue(
        shown.contains("\"horizon\":\"2026-09-29T12:00:00Z\"")
            && shown.contains("\"held_by\":\"one\"")
            && shown.contains("\"under_way\":false")
            && shown.contains("\"begun_at\":\"2026-11-28T12:00:00Z\"")
            && shown.contains("\"ended_at\":null")
            && shown.contains("\"forgotten\":7"),
        shown);
  }
}
