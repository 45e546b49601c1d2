package io.synnefo.api.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.api.http.Golden;
import io.synnefo.api.http.Shape;
import io.synnefo.ganeti.RapiException;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServersApiTest {
  private static final String SERVERS = "/compute/v2.1/servers";
  private static final String IMAGE = "cafeeaca-347f-4e2e-8bc6-a93d7610f0ca";
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  /** Not known yet: when it was launched. Not there: a network, metadata of ours. */
  private static final Shape SERVER = new Shape(Set.of("OS-SRV-USG:launched_at"), Set.of("public"));

  private static ApiServer api;

  @BeforeAll
  static void start() {
    api = new ApiServer(Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void empty() {
    api.execute("DELETE FROM server_metadata");
    api.execute("DELETE FROM server");
    api.ganeti().takeCalls();
  }

  @Test
  void aCreationIsAcceptedInNovasShapeAndAskedOfGaneti() {
    HttpResponse<String> answer = post(server("g1"));
    Golden model = Golden.of("nova-server-create");
    assertEquals(model.status(), answer.statusCode(), answer.body());
    Shape.EXACT.assertSame(model.body(), Golden.parse(answer.body()));
    String id = created(answer);
    assertEquals(
        api.base() + SERVERS + "/" + id, answer.headers().firstValue("Location").orElseThrow());
    List<String> calls = api.ganeti().takeCalls();
    assertEquals(1, calls.size());
    assertTrue(calls.get(0).startsWith("create snf-"), calls.toString());
  }

  @Test
  void aServerLooksLikeNovasWhileItIsBuiltAndWhenItRuns() {
    String id = created(post(server("g1")));
    JsonObject building = get("/" + id);
    SERVER.assertSame(Golden.of("nova-server-building").body(), building);
    assertEquals("BUILD", building.getJsonObject("server").getString("status"));
    running(id);
    JsonObject active = get("/" + id);
    SERVER.assertSame(Golden.of("nova-server-active-2.1").body(), active);
    JsonObject server = active.getJsonObject("server");
    assertEquals("ACTIVE", server.getString("status"));
    assertEquals("{\"a\":\"b\"}", server.getJsonObject("metadata").toString());
    assertEquals(1, server.getInt("OS-EXT-STS:power_state"));
  }

  @Test
  void aServerInErrorTellsWhy() {
    String id = created(post(server("g1")));
    api.execute(
        "UPDATE server SET state = 'ERROR', task = NULL, fault_code = 500,"
            + " fault_message = 'no', fault_at = created_at WHERE uuid = '"
            + id
            + "'");
    JsonObject server = get("/" + id).getJsonObject("server");
    assertEquals(Set.of("code", "created", "message"), server.getJsonObject("fault").keySet());
    assertFalse(server.containsKey("progress"));
    assertEquals("error", server.getString("OS-EXT-STS:vm_state"));
  }

  @Test
  void aFullPageIsFollowedByALinkThatKeepsTheFilters() {
    for (String name : List.of("a1", "a2", "b1")) {
      running(created(post(server(name))));
    }
    JsonObject page = get("/detail?limit=1&name=%5Ea");
    Golden model = Golden.of("nova-servers-detail-limit1");
    SERVER.assertSame(model.body(), page);
    String last = page.getJsonArray("servers").getJsonObject(0).getString("id");
    String next = page.getJsonArray("servers_links").getJsonObject(0).getString("href");
    assertEquals(api.base() + SERVERS + "/detail?limit=1&name=%5Ea&marker=" + last, next);
    JsonObject second =
        Golden.parse(api.get("demo", next.substring(api.base().length())).body()).asJsonObject();
    assertEquals("a1", second.getJsonArray("servers").getJsonObject(0).getString("name"));
    assertEquals(
        Set.of("id", "name", "links"), get("").getJsonArray("servers").getJsonObject(0).keySet());
  }

  @Test
  void filtersSelect() {
    String id = created(post(server("web-1")));
    running(created(post(server("db-1").replace("\"flavorRef\":\"1\"", "\"flavorRef\":2"))));
    assertEquals(1, count("?name=web"));
    assertEquals(2, count("?name=-1$"));
    assertEquals(1, count("?status=BUILD"));
    assertEquals(1, count("?status=active"));
    assertEquals(0, count("?status=NONSENSE"));
    assertEquals(1, count("?flavor=2"));
    assertEquals(2, count("?image=" + IMAGE));
    assertEquals(0, count("?image=cirros"));
    assertEquals(0, count("?limit=0"));
    assertEquals(2, count("?changes-since=2020-01-01T00:00:00Z"));
    assertEquals(2, count("?changes-since=2020-01-01T00:00:00%2B01:00"));
    assertEquals(0, count("?changes-since=2999-01-01"));
    assertEquals(2, count("?sort_key=created_at&sort_dir=desc&unknown=1"));
    assertEquals(2, count("?all_tenants=false"));
    assertEquals(1, count("?marker=" + created(post(server("x"))) + "&name=web"));
    assertTrue(get("/" + id).containsKey("server"));
  }

  @Test
  void wrongFiltersAreBadRequests() {
    for (String query :
        List.of(
            "?name=(",
            "?name=" + "a".repeat(300),
            "?name=%00",
            "?limit=x",
            "?limit=-1",
            "?limit=99999999999",
            "?marker=x",
            "?marker=" + NOBODY,
            "?changes-since=yesterday",
            "?changes-since=99999999999-01-01T00:00:00Z",
            "?changes-since=%2B999999999-12-31T23:59:59Z",
            "?changes-since=-999999999-01-01",
            "?changes-since=2026-13-01",
            "?changes-since=" + "9".repeat(400),
            "?sort_key=nonsense",
            "?sort_key=created_at&sort_key=nonsense",
            "?sort_dir=sideways",
            "?all_tenants=perhaps")) {
      HttpResponse<String> answer = api.get("demo", SERVERS + query);
      assertEquals(400, answer.statusCode(), query);
      Shape.EXACT.assertSame(Golden.of("nova-server-400").body(), Golden.parse(answer.body()));
    }
  }

  @Test
  void anotherProjectsServerIsNotThere() {
    String id = created(post(server("g1")));
    String other = api.token("admin");
    api.execute("UPDATE server SET project_id = 'ffffffffffffffffffffffffffffffff'");
    assertNotFound(id, api.get("demo", SERVERS + "/" + id));
    assertNotFound(id, api.send("demo", "DELETE", SERVERS + "/" + id, ""));
    assertNotFound(id, act(id, "{\"os-stop\":null}"));
    assertEquals(0, count(""));
    for (String yes : List.of("=1", "=yes", "=On", "=", "")) {
      assertEquals(403, api.get("demo", SERVERS + "?all_tenants" + yes).statusCode(), yes);
    }
    assertFalse(other.isEmpty());
    HttpResponse<String> all = api.get("admin", SERVERS + "?all_tenants=True");
    assertEquals(1, Golden.parse(all.body()).asJsonObject().getJsonArray("servers").size());
    assertEquals(400, api.get("admin", SERVERS + "?all_tenants=True&project_id=x").statusCode());
    assertEquals(List.of(), api.ganeti().takeCalls().stream().skip(1).toList());
  }

  @Test
  void unknownServersAndNamesInPlaceOfIdsAreNotFound() {
    Golden model = Golden.of("nova-server-404");
    HttpResponse<String> answer = api.get("demo", SERVERS + "/" + NOBODY);
    assertEquals(model.status(), answer.statusCode());
    assertEquals(model.body(), Golden.parse(answer.body()));
    assertNotFound("g1", api.get("demo", SERVERS + "/g1"));
    assertNotFound("g1", api.send("demo", "DELETE", SERVERS + "/g1", ""));
    assertNotFound(NOBODY, act(NOBODY, "{\"os-start\":null}"));
    assertNotFound("1-1-1-1-1", api.get("demo", SERVERS + "/1-1-1-1-1"));
  }

  @Test
  void actionsAreAcceptedWithoutABodyOrRefusedByTheServersState() {
    String id = created(post(server("g1")));
    running(id);
    assertAccepted(act(id, "{\"reboot\":{\"type\":\"HARD\"}}"), "reboot");
    running(id);
    assertAccepted(act(id, "{\"os-stop\":null}"), "stop");
    running(id);
    HttpResponse<String> refused = act(id, "{\"os-start\":null}");
    Golden model = Golden.of("nova-action-409");
    assertEquals(model.status(), refused.statusCode());
    Shape.EXACT.assertSame(model.body(), Golden.parse(refused.body()));
    assertEquals(
        "Cannot 'start' instance " + id + " while it is in vm_state active",
        message("conflictingRequest", refused));
    api.execute("UPDATE server SET state = 'STOPPED'");
    assertAccepted(act(id, "{\"os-start\":{}}"), "start");
  }

  @Test
  void aStoppedServerIsRebootedTheHardWayOnly() {
    String id = created(post(server("g1")));
    api.execute("UPDATE server SET state = 'STOPPED', task = NULL, task_job_id = NULL");
    assertEquals(409, act(id, "{\"reboot\":{\"type\":\"SOFT\"}}").statusCode());
    assertAccepted(act(id, "{\"reboot\":{\"type\":\"HARD\"}}"), "reboot");
    assertEquals("SHUTOFF", get("/" + id).getJsonObject("server").getString("status"));
  }

  @Test
  void aDeletionIsAnsweredWithNothing() {
    String id = created(post(server("g1")));
    running(id);
    api.ganeti().takeCalls();
    HttpResponse<String> answer = api.send("demo", "DELETE", SERVERS + "/" + id, "");
    assertEquals(Golden.of("nova-delete").status(), answer.statusCode());
    assertEquals("", answer.body());
    assertEquals(
        "deleting", get("/" + id).getJsonObject("server").getString("OS-EXT-STS:task_state"));
    api.execute("UPDATE server SET state = 'DESTROYED', task = NULL");
    assertNotFound(id, api.get("demo", SERVERS + "/" + id));
  }

  @Test
  void aServerGetsAnotherName() {
    String id = created(post(server("g1")));
    HttpResponse<String> answer =
        api.send("demo", "PUT", SERVERS + "/" + id, "{\"server\":{\"name\":\"h2\"}}");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("h2", get("/" + id).getJsonObject("server").getString("name"));
    assertEquals(400, api.send("demo", "PUT", SERVERS + "/" + id, "{\"server\":{}}").statusCode());
  }

  @Test
  void malformedCreationsAreBadRequestsAndChangeNothing() {
    Golden model = Golden.of("nova-server-400");
    HttpResponse<String> missing = post("{\"server\":{}}");
    assertEquals(model.body(), Golden.parse(missing.body()));
    assertEquals("Malformed request body", message("badRequest", post("{\"server\":")));
    for (String number : List.of("1e99999999999", "-1E-99999999999", "9".repeat(2_000))) {
      String body = "{\"server\": {\"name\": " + number + "}}";
      assertEquals("Malformed request body", message("badRequest", post(body)), number);
    }
    assertEquals(
        "Invalid input for field/attribute name. Value: 1. 1 is not of type 'string'",
        message("badRequest", post(server("g").replace("\"g\"", "1"))));
    for (String bad : BadBodies.of(server("g"))) {
      HttpResponse<String> answer = post(bad);
      assertEquals(400, answer.statusCode(), bad);
      Shape.EXACT.assertSame(model.body(), Golden.parse(answer.body()));
      assertFalse(answer.body().contains("hunter2"), answer.body());
    }
    assertEquals(0, count(""));
    assertEquals(List.of(), api.ganeti().takeCalls());
  }

  @Test
  void malformedActionsAreBadRequests() {
    String id = created(post(server("g1")));
    running(id);
    for (String bad :
        List.of(
            "",
            "[]",
            "{}",
            "{\"os-start\":null,\"os-stop\":null}",
            "{\"explode\":null}",
            "{\"reboot\":null}",
            "{\"reboot\":{}}",
            "{\"reboot\":{\"type\":\"WARM\"}}",
            "{\"reboot\":{\"type\":1}}")) {
      assertEquals(400, act(id, bad).statusCode(), bad);
    }
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    HttpResponse<String> answer = post(server("g") + " ".repeat(70_000));
    assertEquals(413, answer.statusCode());
    assertEquals("Request is too large.", message("overLimit", answer));
  }

  @Test
  void whoMayOnlyReadCreatesNothing() {
    HttpResponse<String> answer = api.send("guest", "POST", SERVERS, server("g"));
    assertEquals(403, answer.statusCode());
    assertTrue(answer.body().startsWith("{\"forbidden\""), answer.body());
    assertEquals(200, api.get("guest", SERVERS).statusCode());
  }

  @Test
  void withoutAClusterTheAnswerIsUnavailableAndNamesNoMachine() {
    api.ganeti().fail(RapiException.Outcome.NOT_SUBMITTED);
    try {
      HttpResponse<String> answer = post(server("g"));
      assertEquals(503, answer.statusCode(), answer.body());
      assertTrue(answer.body().startsWith("{\"serviceUnavailable\""), answer.body());
      assertEquals("10", answer.headers().firstValue("Retry-After").orElse("none"));
      assertFalse(answer.body().contains("node1"), answer.body());
    } finally {
      api.ganeti().fail(null);
    }
  }

  @Test
  void limitsLookLikeNovasAndCountWhatIsUsed() {
    post(server("g1"));
    post(server("g2"));
    HttpResponse<String> answer = api.get("demo", "/compute/v2.1/limits");
    JsonObject limits = Golden.parse(answer.body()).asJsonObject();
    Shape.EXACT.assertSame(Golden.of("nova-limits").body(), limits);
    JsonObject absolute = limits.getJsonObject("limits").getJsonObject("absolute");
    assertEquals(2, absolute.getInt("totalInstancesUsed"));
    assertEquals(128, absolute.getInt("totalRAMUsed"));
  }

  @Test
  void anUnexpectedFailureSaysNothingOfItself() {
    api.execute("ALTER TABLE server RENAME TO server_away");
    try {
      HttpResponse<String> answer = api.get("demo", SERVERS);
      assertEquals(500, answer.statusCode());
      assertEquals(
          "Unexpected API error. Please tell the operator the request's id.",
          message("computeFault", answer));
    } finally {
      api.execute("ALTER TABLE server_away RENAME TO server");
    }
  }

  private static String server(String name) {
    return String.format(
        "{\"server\":{\"name\":\"%s\",\"imageRef\":\"%s\",\"flavorRef\":\"1\","
            + "\"metadata\":{\"a\":\"b\"},\"min_count\":1,\"max_count\":1,\"networks\":[]}}",
        name, IMAGE);
  }

  private static HttpResponse<String> post(String body) {
    return api.send("demo", "POST", SERVERS, body);
  }

  private static HttpResponse<String> act(String id, String body) {
    return api.send("demo", "POST", SERVERS + "/" + id + "/action", body);
  }

  private static String created(HttpResponse<String> answer) {
    assertEquals(202, answer.statusCode(), answer.body());
    JsonObject server = Golden.parse(answer.body()).asJsonObject().getJsonObject("server");
    return UUID.fromString(server.getString("id")).toString();
  }

  private static void running(String id) {
    api.execute(
        "UPDATE server SET state = 'STARTED', task = NULL, task_job_id = NULL WHERE uuid = '"
            + id
            + "'");
  }

  private static JsonObject get(String path) {
    HttpResponse<String> answer = api.get("demo", SERVERS + path);
    assertEquals(200, answer.statusCode(), answer.body());
    return Golden.parse(answer.body()).asJsonObject();
  }

  private static int count(String query) {
    return get(query).getJsonArray("servers").size();
  }

  private static String message(String key, HttpResponse<String> answer) {
    return Golden.parse(answer.body()).asJsonObject().getJsonObject(key).getString("message");
  }

  private static void assertNotFound(String id, HttpResponse<String> answer) {
    assertEquals(404, answer.statusCode(), answer.body());
    assertEquals("Instance " + id + " could not be found.", message("itemNotFound", answer));
  }

  private static void assertAccepted(HttpResponse<String> answer, String call) {
    assertEquals(202, answer.statusCode(), answer.body());
    assertEquals("", answer.body());
    List<String> calls = api.ganeti().takeCalls();
    assertTrue(calls.get(calls.size() - 1).startsWith(call + " snf-"), calls.toString());
  }
}
