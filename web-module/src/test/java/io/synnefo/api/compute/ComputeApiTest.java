package io.synnefo.api.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.api.http.Golden;
import io.synnefo.api.http.Shape;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ComputeApiTest {
  private static final String ROOT = "/compute/v2.1";
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
  void versionDocumentsLookLikeNovasAndOfferOnlyWhatIsThere() {
    for (String slash : List.of("", "/")) {
      HttpResponse<String> root = api.get("", "/compute" + slash);
      Shape.EXACT.assertSame(Golden.of("nova-root").body(), Golden.parse(root.body()));
      HttpResponse<String> answer = api.get("", ROOT + slash);
      Golden model = Golden.of("nova-v21");
      Shape.EXACT.assertSame(model.body(), Golden.parse(answer.body()));
      JsonObject version = Golden.parse(answer.body()).asJsonObject().getJsonObject("version");
      assertEquals("2.8", version.getString("version"));
      assertEquals("2.1", version.getString("min_version"));
      assertTrue(answer.body().contains(api.base() + ROOT + "/\""), answer.body());
      assertMicroversion("2.1", answer);
    }
  }

  @Test
  void flavorsLookLikeNovas() {
    JsonObject model = Golden.of("nova-flavors-detail").body().asJsonObject();
    Shape.EXACT.assertSame(model, object("/flavors/detail"));
    JsonObject one = object("/flavors/1").getJsonObject("flavor");
    Shape.EXACT.assertSame(model.getJsonArray("flavors").get(0), one);
    assertEquals("m1.nano", one.getString("name"));
    JsonObject brief = object("/flavors").getJsonArray("flavors").getJsonObject(0);
    assertEquals(Set.of("id", "name", "links"), brief.keySet());
    assertEquals("{\"extra_specs\":{}}", object("/flavors/1/os-extra_specs").toString());
  }

  @Test
  void flavorsAreFilteredAndPaged() {
    assertEquals(1, flavors("?minRam=129").size());
    assertEquals(1, flavors("?minDisk=2").size());
    assertEquals(3, flavors("?is_public=None").size());
    JsonObject first = object("/flavors/detail?limit=2");
    String next = first.getJsonArray("flavors_links").getJsonObject(0).getString("href");
    assertEquals(api.base() + ROOT + "/flavors/detail?limit=2&marker=2", next);
    assertEquals(1, flavors("?limit=2&marker=2").size());
    assertFault(400, "badRequest", "marker [9] not found", "GET", "/flavors?marker=9");
  }

  @Test
  void unknownFlavorsAndImagesAreNotFound() {
    String flavor = "Flavor m1.nano could not be found.";
    assertFault(404, "itemNotFound", flavor, "GET", "/flavors/m1.nano");
    assertFault(404, "itemNotFound", flavor, "GET", "/flavors/m1.nano/os-extra_specs");
    assertFault(404, "itemNotFound", "Image not found.", "GET", "/images/cirros");
  }

  @Test
  void imagesLookLikeNovas() {
    JsonObject model = Golden.of("nova-images-detail").body().asJsonObject();
    Shape shape =
        new Shape(
            Set.of(),
            Set.of(
                "owner_specified.openstack.md5",
                "owner_specified.openstack.sha256",
                "owner_specified.openstack.object"));
    shape.assertSame(model, object("/images/detail"));
    JsonObject one = object("/images/cafeeaca-347f-4e2e-8bc6-a93d7610f0ca");
    shape.assertSame(model.getJsonArray("images").get(0), one.getJsonObject("image"));
    assertEquals(1, object("/images?name=cirros").getJsonArray("images").size());
    assertEquals(0, object("/images?status=SAVING").getJsonArray("images").size());
    assertTrue(object("/images?limit=1").containsKey("images_links"));
  }

  @Test
  void theZoneLooksLikeNovasAndItsHostsAreNotForUsers() {
    JsonObject model = Golden.of("nova-az").body().asJsonObject();
    Shape.EXACT.assertSame(model, object("/os-availability-zone"));
    assertFault(
        403,
        "forbidden",
        "Policy doesn't allow os_compute_api:os-availability-zone:detail to be performed.",
        "GET",
        "/os-availability-zone/detail");
    assertEquals(200, api.get("admin", ROOT + "/os-availability-zone/detail").statusCode());
  }

  @Test
  void extensionsAndKeypairsAreListed() {
    JsonObject first = object("/extensions").getJsonArray("extensions").getJsonObject(0);
    assertEquals(
        Set.of("name", "links", "namespace", "alias", "updated", "description"), first.keySet());
    assertEquals(first, object("/extensions/" + first.getString("alias")).get("extension"));
    assertEquals("{\"keypairs\":[]}", object("/os-keypairs").toString());
  }

  @Test
  void aMissingUnknownOrRevokedTokenIsRefusedInKeystonesWords() {
    assertEquals(401, api.get("", ROOT + "/flavors").statusCode());
    for (String token : List.of("", "x", "x".repeat(3000))) {
      HttpResponse<String> answer =
          api.send(api.request("GET", ROOT + "/flavors", "").header("X-Auth-Token", token));
      assertEquals(401, answer.statusCode());
      assertEquals(Golden.of("nova-401").body(), Golden.parse(answer.body()));
      assertTrue(answer.headers().firstValue("WWW-Authenticate").isPresent());
    }
  }

  @Test
  void withoutATokenNobodyLearnsWhichPathsThereAre() {
    for (String path :
        List.of(
            ROOT + "/nothing",
            ROOT + "/servers/a/b/c",
            ROOT + "/flavors",
            "/image/v2/nothing",
            "/image/v2/images/a/b")) {
      for (String method : List.of("GET", "PATCH")) {
        assertEquals(401, api.send("", method, path, "").statusCode(), method + " " + path);
        HttpResponse<String> wrong =
            api.send(
                api.request(method, path, "")
                    .header("X-Auth-Token", "x")
                    .header("X-OpenStack-Nova-API-Version", "2.999"));
        assertEquals(401, wrong.statusCode(), method + " " + path);
        Shape.EXACT.assertSame(Golden.of("nova-401").body(), Golden.parse(wrong.body()));
      }
    }
    assertEquals(200, api.get("", ROOT + "/").statusCode());
    assertEquals(200, api.get("", "/image/versions").statusCode());
  }

  @Test
  void unknownPathsAndMethodsAreFaults() {
    String gone = "The resource could not be found.";
    assertFault(404, "itemNotFound", gone, "GET", "/os-volumes");
    assertFault(404, "itemNotFound", gone, "GET", "/servers/detail/more/and/more");
    HttpResponse<String> answer = api.send("demo", "DELETE", ROOT + "/flavors", "");
    assertEquals(405, answer.statusCode());
    assertTrue(answer.body().startsWith("{\"badMethod\":{\"code\":405"), answer.body());
    assertTrue(answer.headers().firstValue("Allow").orElseThrow().contains("GET"));
  }

  @Test
  void theVersionAskedForIsAnsweredOrRefused() {
    assertMicroversion("2.1", version("OpenStack-API-Version", "compute 2.1"));
    assertMicroversion("2.5", version("OpenStack-API-Version", "compute 2.5"));
    assertMicroversion("2.8", version("OpenStack-API-Version", "compute latest"));
    assertMicroversion("2.1", version("OpenStack-API-Version", "volume 3.50"));
    assertMicroversion("2.8", version("X-OpenStack-Nova-API-Version", "latest"));
    assertEquals(200, version("X-OpenStack-Nova-API-Version", "2.1").statusCode());
    HttpResponse<String> refused = version("X-OpenStack-Nova-API-Version", "2.999");
    Golden model = Golden.of("nova-406-microversion");
    assertEquals(model.status(), refused.statusCode());
    assertMicroversion("2.999", refused);
    Shape.EXACT.assertSame(model.body(), Golden.parse(refused.body()));
    assertTrue(refused.body().contains("Minimum is 2.1 and maximum is 2.8."), refused.body());
    for (String other : List.of("2.0", "2.9", "1.5", "3.5")) {
      assertEquals(406, version("OpenStack-API-Version", "compute " + other).statusCode(), other);
    }
    for (String wrong : List.of("2", "2.", "x", "2.1.1", "2.99999999999", "02.1")) {
      HttpResponse<String> answer = version("X-OpenStack-Nova-API-Version", wrong);
      assertEquals(400, answer.statusCode(), wrong);
      assertMicroversion("2.1", answer);
    }
  }

  @Test
  void everyAnswerSaysItsVersionAndItsId() {
    for (HttpResponse<String> answer :
        List.of(
            api.get("demo", ROOT + "/flavors"),
            api.get("demo", ROOT + "/flavors/x"),
            api.get("demo", ROOT + "/nothing"),
            api.get("", ROOT + "/flavors"),
            api.send("demo", "PUT", ROOT + "/flavors", "{}"))) {
      assertMicroversion("2.1", answer);
      String id = answer.headers().firstValue("x-openstack-request-id").orElseThrow();
      assertTrue(id.matches("req-[0-9a-f-]{36}"), id);
      assertEquals(id, answer.headers().firstValue("x-compute-request-id").orElseThrow());
    }
  }

  @Test
  void pathsOfNoApiAreNotFoundAndHoldNoPage() {
    for (String path : List.of("/", "/computer", "/index.html", "/identity/v2.0/tokens")) {
      HttpResponse<String> answer = api.get("", path);
      assertEquals(404, answer.statusCode(), path);
      assertFalse(answer.body().contains("<"), answer.body());
    }
  }

  private static HttpResponse<String> version(String header, String value) {
    return api.send(
        api.request("GET", ROOT + "/flavors", "")
            .header("X-Auth-Token", api.token("demo"))
            .header(header, value));
  }

  private static void assertMicroversion(String version, HttpResponse<String> answer) {
    assertEquals(
        List.of("compute " + version), answer.headers().allValues("OpenStack-API-Version"));
    assertEquals(List.of(version), answer.headers().allValues("X-OpenStack-Nova-API-Version"));
    assertEquals(
        List.of("OpenStack-API-Version", "X-OpenStack-Nova-API-Version"),
        answer.headers().allValues("Vary"));
  }

  private static void assertFault(
      int status, String key, String message, String method, String path) {
    HttpResponse<String> answer = api.send("demo", method, ROOT + path, "");
    assertEquals(status, answer.statusCode(), answer.body());
    JsonObject fault = Golden.parse(answer.body()).asJsonObject().getJsonObject(key);
    assertEquals(status, fault.getInt("code"));
    assertEquals(message, fault.getString("message"));
  }

  private static List<?> flavors(String query) {
    return object("/flavors/detail" + query).getJsonArray("flavors");
  }

  private static JsonObject object(String path) {
    HttpResponse<String> answer = api.get("demo", ROOT + path);
    assertEquals(200, answer.statusCode(), answer.body());
    return Golden.parse(answer.body()).asJsonObject();
  }
}
