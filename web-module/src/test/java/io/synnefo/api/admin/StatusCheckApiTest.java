package io.synnefo.api.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.ganeti.RapiException;
import io.synnefo.settings.AdminSettings;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A status check where no adapter is there: Ganeti is asked, and the broker is at fault. */
class StatusCheckApiTest {
  private static final String PATH = "/admin/status-check";
  private static final ApiServer SERVER = new ApiServer(Clock.systemUTC());

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void onlyAnAdministratorMayAtTheOperatorsListener() {
    assertEquals(401, SERVER.send("", "POST", PATH, "").statusCode());
    assertEquals(403, SERVER.send("demo", "POST", PATH, "").statusCode());
    try (ApiServer users = new ApiServer(Clock.systemUTC(), new AdminSettings(OptionalInt.of(1)))) {
      assertEquals(404, users.send("admin", "POST", PATH, "").statusCode());
    }
  }

  @Test
  void everyLinkIsToldWithItsStateAndWhy() {
    JsonObject told = object(SERVER.send("admin", "POST", PATH, ""));
    assertEquals(false, told.getBoolean("ok"));
    JsonArray hops = told.getJsonArray("hops");
    assertEquals(
        List.of(
            "rapi ok", "ganeti unknown", "eventd unknown", "broker failed", "dispatcher unknown"),
        hops.getValuesAs(JsonObject.class).stream()
            .map(hop -> hop.getString("hop") + " " + hop.getString("state"))
            .toList());
    assertTrue(hops.getJsonObject(0).getInt("micros") >= 0);
    assertTrue(hops.getJsonObject(3).isNull("micros") && hops.getJsonObject(3).isNull("backend"));
    assertEquals("The RabbitMQ adapter is not there.", hops.getJsonObject(3).getString("detail"));
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamed() {
    try (ApiServer server = new ApiServer(Clock.systemUTC())) {
      server.ganeti().fail(RapiException.Outcome.NOT_SUBMITTED);
      JsonObject rapi =
          object(server.send("admin", "POST", PATH, "")).getJsonArray("hops").getJsonObject(0);
      assertEquals("failed", rapi.getString("state"));
      assertEquals("UNREACHABLE: node1.example.org is down", rapi.getString("detail"));
      assertTrue(!rapi.isNull("backend"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "46", "many", "-1"})
  void aTimeThatCannotBeIsRefused(String seconds) {
    HttpResponse<String> answer = SERVER.send("admin", "POST", PATH + "?timeout=" + seconds, "");
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("timeout"), answer.body());
  }

  private static JsonObject object(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }
}
