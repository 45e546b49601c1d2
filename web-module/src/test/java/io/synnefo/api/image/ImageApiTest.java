package io.synnefo.api.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.api.http.Golden;
import io.synnefo.api.http.Shape;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImageApiTest {
  private static final String CIRROS = "cafeeaca-347f-4e2e-8bc6-a93d7610f0ca";

  /** Glance's own schema lets these be null. */
  private static final Set<String> NULLABLE =
      Set.of("checksum", "owner", "os_hash_algo", "os_hash_value", "virtual_size");

  private static final Set<String> CHANCE =
      Set.of(
          "owner_specified.openstack.md5",
          "owner_specified.openstack.sha256",
          "owner_specified.openstack.object");

  private static ApiServer api;

  @BeforeAll
  static void start() {
    api = new ApiServer(Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void versionDocumentsLookLikeGlances() {
    for (String path : new String[] {"/image", "/image/"}) {
      HttpResponse<String> answer = api.get("", path);
      assertEquals(300, answer.statusCode());
      Shape.EXACT.assertSame(Golden.of("glance-root").body(), Golden.parse(answer.body()));
    }
    assertEquals(200, api.get("", "/image/versions").statusCode());
  }

  @Test
  void imagesLookLikeGlances() {
    JsonObject page = list("");
    JsonObject model = Golden.of("glance-images").body().asJsonObject();
    new Shape(NULLABLE, CHANCE).assertSame(model, page);
    assertEquals(2, page.getJsonArray("images").size());
    HttpResponse<String> one = api.get("demo", "/image/v2/images/" + CIRROS);
    new Shape(NULLABLE, CHANCE)
        .assertSame(model.getJsonArray("images").get(0), Golden.parse(one.body()));
    assertFalse(one.body().contains("diskdump"), "parameters are the operator's");
  }

  @Test
  void aNameFindsExactlyThatImage() {
    assertEquals(1, list("?name=cirros").getJsonArray("images").size());
    assertEquals(0, list("?name=cirro").getJsonArray("images").size());
    assertEquals(1, list("?name=cirros+%3Calt%3E").getJsonArray("images").size());
    assertEquals(
        "/v2/images?name=cirros%20%3Calt%3E", list("?name=cirros+%3Calt%3E").getString("first"));
  }

  @Test
  void filtersThatFitNoImageFindNone() {
    assertEquals(2, list("?visibility=public&status=active").getJsonArray("images").size());
    assertEquals(0, list("?visibility=private").getJsonArray("images").size());
    assertEquals(0, list("?owner=somebody").getJsonArray("images").size());
  }

  @Test
  void imagesAreSortedAsAskedForOverPagesToo() {
    assertEquals(List.of("cirros", "cirros <alt>"), names("?sort_key=name&sort_dir=asc"));
    assertEquals(List.of("cirros <alt>", "cirros"), names("?sort_key=name"));
    assertEquals(
        List.of("cirros", "cirros <alt>"), names("?sort_key=status&sort_key=name&sort_dir=asc"));
    JsonObject first = list("?sort_key=name&sort_dir=asc&limit=1");
    String next = first.getString("next").substring("/v2/images".length());
    assertEquals(List.of("cirros <alt>"), names(next));
  }

  private static List<String> names(String query) {
    return list(query).getJsonArray("images").getValuesAs(JsonObject.class).stream()
        .map(image -> image.getString("name"))
        .toList();
  }

  @Test
  void wordsThatGlanceDoesNotKnowAreRefused() {
    for (String query :
        List.of(
            "?visibility=secret",
            "?visibility=public&visibility=secret",
            "?status=NONSENSE",
            "?member_status=perhaps",
            "?protected=maybe",
            "?os_hidden=maybe",
            "?sort_key=nonsense",
            "?sort_dir=sideways")) {
      assertEquals(400, api.get("demo", "/image/v2/images" + query).statusCode(), query);
    }
  }

  @Test
  void pagesAreFollowedByTheirLinkUntilThereIsNone() {
    JsonObject first = list("?limit=1");
    String next = first.getString("next");
    assertTrue(next.startsWith("/v2/images?limit=1&marker="), next);
    JsonObject second = Golden.parse(api.get("demo", "/image" + next).body()).asJsonObject();
    assertEquals("/v2/images?limit=1", second.getString("first"));
    JsonObject third =
        Golden.parse(api.get("demo", "/image" + second.getString("next")).body()).asJsonObject();
    assertEquals(0, third.getJsonArray("images").size());
    assertFalse(third.containsKey("next"));
    assertEquals(0, list("?limit=0").getJsonArray("images").size());
  }

  @Test
  void wrongPagesAreBadRequests() {
    for (String query :
        new String[] {
          "?limit=x",
          "?limit=-1",
          "?marker=x",
          "?name=%00",
          "?marker=00000000-0000-0000-0000-000000000000"
        }) {
      assertEquals(400, api.get("demo", "/image/v2/images" + query).statusCode(), query);
    }
  }

  @Test
  void aNameInPlaceOfAnIdIsNotFoundAsAPageOrAsJson() {
    HttpResponse<String> page = api.get("demo", "/image/v2/images/%3Cb%3E");
    assertEquals(404, page.statusCode());
    assertTrue(page.headers().firstValue("Content-Type").orElseThrow().startsWith("text/html"));
    assertTrue(page.body().contains("No image found with ID &lt;b&gt;"), page.body());
    HttpResponse<String> json =
        api.send(
            api.request("GET", "/image/v2/images/cirros", "")
                .header("X-Auth-Token", api.token("demo"))
                .header("Accept", "application/json"));
    JsonObject fault = Golden.parse(json.body()).asJsonObject();
    assertEquals(Set.of("message", "code", "title"), fault.keySet());
    assertEquals("404 Not Found", fault.getString("code"));
  }

  @Test
  void withoutATokenNothingIsShown() {
    HttpResponse<String> answer = api.get("", "/image/v2/images");
    assertEquals(401, answer.statusCode());
    Shape.EXACT.assertSame(Golden.of("nova-401").body(), Golden.parse(answer.body()));
  }

  @Test
  void theSchemaTellsEveryMemberThatIsShownAndNothingElse() {
    JsonObject schema = object("/image/v2/schemas/image");
    JsonObject image = list("").getJsonArray("images").getJsonObject(0);
    JsonObject properties = schema.getJsonObject("properties");
    assertEquals(image.keySet(), properties.keySet());
    JsonObject glances = Golden.of("glance-schema-image").body().asJsonObject();
    assertEquals(glances.keySet(), schema.keySet());
    for (String name : properties.keySet()) {
      assertEquals(
          glances.getJsonObject("properties").getJsonObject(name).get("type"),
          properties.getJsonObject(name).get("type"),
          name);
    }
    assertEquals(glances.get("links"), schema.get("links"));
  }

  @Test
  void theSchemaOfAPageNamesWhatAPageHas() {
    JsonObject schema = object("/image/v2/schemas/images");
    assertTrue(schema.getJsonObject("properties").keySet().containsAll(list("").keySet()));
    JsonArray links = schema.getJsonArray("links");
    assertEquals("{first}", links.getJsonObject(0).getString("href"));
  }

  private static JsonObject list(String query) {
    return object("/image/v2/images" + query);
  }

  private static JsonObject object(String path) {
    HttpResponse<String> answer = api.get("demo", path);
    assertEquals(200, answer.statusCode(), answer.body());
    return Golden.parse(answer.body()).asJsonObject();
  }
}
