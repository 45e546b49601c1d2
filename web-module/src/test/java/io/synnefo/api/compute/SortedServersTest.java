package io.synnefo.api.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.api.http.ApiServer;
import io.synnefo.api.http.Golden;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SortedServersTest {
  private static final String SERVERS = "/compute/v2.1/servers";
  private static final String IMAGE = "cafeeaca-347f-4e2e-8bc6-a93d7610f0ca";

  private static ApiServer api;

  @BeforeAll
  static void fourServersOfThreeNames() {
    api = new ApiServer(Clock.systemUTC());
    for (String name : List.of("b", "a", "c", "a")) {
      String body =
          String.format(
              "{\"server\":{\"name\":\"%s\",\"imageRef\":\"%s\",\"flavorRef\":\"1\"}}",
              name, IMAGE);
      assertEquals(202, api.send("demo", "POST", SERVERS, body).statusCode());
    }
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void theNewestComeFirstUnlessTheDirectionIsTheOther() {
    assertEquals(List.of("a", "c", "a", "b"), names(""));
    assertEquals(List.of("b", "a", "c", "a"), names("?sort_dir=asc"));
  }

  @Test
  void keysAndDirectionsGoInPairsAndTheFirstDirectionHoldsForTheRest() {
    assertEquals(List.of("c", "b", "a", "a"), names("?sort_key=display_name"));
    assertEquals(
        List.of("a", "a", "b", "c"),
        names("?sort_key=instance_type_id&sort_key=display_name&sort_dir=asc"));
  }

  @Test
  void theNextPageGoesOnInTheSameOrder() {
    String order = "?sort_key=display_name&sort_key=created_at&sort_dir=asc&sort_dir=desc&limit=";
    JsonObject all = page(order + 9);
    String next = order + 1;
    for (int i = 0; i < 4; i++) {
      JsonObject page = page(next);
      assertEquals(id(all, i), id(page, 0));
      String link = page.getJsonArray("servers_links").getJsonObject(0).getString("href");
      next = link.substring((api.base() + SERVERS).length());
    }
    assertEquals(List.of(), names(next));
  }

  private static String id(JsonObject page, int index) {
    return page.getJsonArray("servers").getJsonObject(index).getString("id");
  }

  private static List<String> names(String query) {
    return page(query).getJsonArray("servers").getValuesAs(JsonObject.class).stream()
        .map(server -> server.getString("name"))
        .toList();
  }

  private static JsonObject page(String query) {
    HttpResponse<String> answer = api.get("demo", SERVERS + query);
    assertEquals(200, answer.statusCode(), answer.body());
    return Golden.parse(answer.body()).asJsonObject();
  }
}
