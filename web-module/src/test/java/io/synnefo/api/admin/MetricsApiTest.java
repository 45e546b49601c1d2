package io.synnefo.api.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.settings.AdminSettings;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Who may read the figures; what they are, the tests of the use case say. */
class MetricsApiTest {
  private static final String PATH = "/admin/metrics";

  @Test
  void atTheOperatorsOwnListenerAnybodyMay() {
    try (ApiServer server = ApiServer.withListenerOfOperators(Clock.systemUTC())) {
      HttpResponse<String> answer = server.get("", PATH);
      assertEquals(200, answer.statusCode(), answer.body());
      String type = answer.headers().firstValue("Content-Type").orElseThrow();
      assertEquals("text/plain;version=0.0.4;charset=utf-8", type.replace(" ", ""));
      assertTrue(answer.body().contains("# TYPE synnefo_queue_deliveries_total counter\n"));
      assertTrue(answer.body().contains("# TYPE synnefo_event_lag_seconds histogram\n"));
      assertEquals(401, server.get("", "/admin/queues").statusCode());
    }
  }

  @Test
  void itIsTextWhateverTheRequestAccepts() {
    try (ApiServer server = ApiServer.withListenerOfOperators(Clock.systemUTC())) {
      for (String accept :
          new String[] {
            "application/json",
            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3",
            "*/*"
          }) {
        HttpResponse<String> answer =
            server.send(server.request("GET", PATH, "").header("Accept", accept));
        assertEquals(200, answer.statusCode(), accept + ": " + answer.body());
      }
    }
  }

  @Test
  void whereEveryListenerIsTheirsOnlyAnAdministratorMay() {
    try (ApiServer server = new ApiServer(Clock.systemUTC())) {
      assertEquals(401, server.get("", PATH).statusCode());
      assertEquals(403, server.get("demo", PATH).statusCode());
      assertEquals(200, server.get("admin", PATH).statusCode());
    }
  }

  @Test
  void atTheUsersListenerThereIsNothing() {
    try (ApiServer users = new ApiServer(Clock.systemUTC(), new AdminSettings(OptionalInt.of(1)))) {
      for (String user : new String[] {"", "demo", "admin"}) {
        assertEquals(404, users.get(user, PATH).statusCode());
      }
    }
  }
}
