package io.synnefo.api.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.settings.AdminSettings;
import java.time.Clock;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BackendsApiTest {
  private static final ApiServer SERVER = new ApiServer(Clock.systemUTC());

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void onlyAnAdministratorMayAtTheOperatorsListener() {
    assertEquals(401, SERVER.get("", "/admin/backends").statusCode());
    assertEquals(403, SERVER.get("demo", "/admin/backends").statusCode());
    try (ApiServer users = new ApiServer(Clock.systemUTC(), new AdminSettings(OptionalInt.of(1)))) {
      assertEquals(404, users.get("admin", "/admin/backends").statusCode());
    }
  }

  @Test
  void aClusterThatWasNeverAskedShowsNoFiguresAndOneThatWasDoes() {
    String before = SERVER.get("admin", "/admin/backends").body();
    assertTrue(before.contains("\"told_at\":null") && !before.contains("memory"), before);
    SERVER.execute(
        "INSERT INTO backend_facts (backend_id, due_at, told_at, cluster_name, cluster_uuid,"
            + " disk_templates, memory_free_mib) SELECT MIN(id), CURRENT_TIMESTAMP,"
            + " TIMESTAMP '2026-11-28 12:00:00', 'c1', 'u1', 'file,plain', 50 FROM backend");
    String after = SERVER.get("admin", "/admin/backends").body();
    assertTrue(
        after.contains("\"told_at\":\"2026-11-28T12:00:00Z\"")
            && after.contains("\"cluster\":\"c1\"")
            && after.contains("\"disk_templates\":[\"file\",\"plain\"]")
            && after.contains("\"memory_free_mib\":50"),
        after);
  }
}
