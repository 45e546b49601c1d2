package io.synnefo.api.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.api.http.Golden;
import io.synnefo.api.http.Shape;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentityApiTest {
  private static final String TOKENS = "/identity/v3/auth/tokens";
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
  void versionDocumentsLookLikeKeystones() {
    assertLike("keystone-root", api.get("", "/identity"));
    assertLike("keystone-root", api.get("", "/identity/"));
    assertLike("keystone-v3", api.get("", "/identity/v3"));
    HttpResponse<String> slash = api.get("", "/identity/v3/");
    assertLike("keystone-v3", slash);
    assertTrue(slash.body().contains(api.base() + "/identity/v3/"), slash.body());
  }

  @Test
  void whatTheOperatorsPageTellsALoadBalancerToAskIsAnsweredWithoutALogin() throws Exception {
    Matcher told =
        Pattern.compile("load balancer asks `GET (/[^`]+)`")
            .matcher(Files.readString(Path.of("../docs/operator.md")));
    assertTrue(told.find());
    assertEquals(200, api.get("", told.group(1)).statusCode());
  }

  @Test
  void aLoginIsAnsweredWithATokenAndACatalog() {
    HttpResponse<String> answer =
        api.send(api.request("POST", TOKENS, ApiServer.login("demo", "demo-secret")));
    assertLike("keystone-token", answer);
    assertEquals(43, answer.headers().firstValue("X-Subject-Token").orElseThrow().length());
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
    for (String end : List.of("/identity/v3", "/compute/v2.1", "/image")) {
      assertTrue(answer.body().contains("\"url\":\"" + api.base() + end + "\""), end);
    }
  }

  @Test
  void aProjectMayBeNamedAsScope() {
    String login = ApiServer.login("demo", "demo-secret");
    String scoped = login.substring(0, login.length() - 2) + ",\"scope\":{\"project\":";
    String byName = scoped + "{\"name\":\"demo\",\"domain\":{\"id\":\"default\"}}}}}";
    assertEquals(201, api.send(api.request("POST", TOKENS, byName)).statusCode());
    String byId = scoped + "{\"id\":\"53aed1a1a0d8436da95fcc469e8a0eb9\"}}}}";
    assertEquals(201, api.send(api.request("POST", TOKENS, byId)).statusCode());
    String foreign =
        byName.replace(
            "{\"name\":\"demo\",\"domain\":{\"id\"", "{\"name\":\"other\",\"domain\":{\"id\"");
    assertLike("keystone-bad-password", api.send(api.request("POST", TOKENS, foreign)));
    String system =
        login.substring(0, login.length() - 2) + ",\"scope\":{\"system\":{\"all\":true}}}}";
    assertLike("keystone-bad-password", api.send(api.request("POST", TOKENS, system)));
  }

  @Test
  void aWrongPasswordUserOrDomainIsRefusedInKeystonesWords() {
    String good = ApiServer.login("demo", "demo-secret");
    for (String bad :
        List.of(
            ApiServer.login("demo", "wrong"),
            ApiServer.login("nobody", "demo-secret"),
            good.replace("Default", "Elsewhere"))) {
      HttpResponse<String> answer = api.send(api.request("POST", TOKENS, bad));
      assertLike("keystone-bad-password", answer);
      assertEquals(
          "Keystone uri=\"" + api.base() + "/identity/v3\"",
          answer.headers().firstValue("WWW-Authenticate").orElseThrow());
      assertEquals(Golden.of("keystone-bad-password").body(), Golden.parse(answer.body()));
    }
  }

  @Test
  void malformedLoginsAreBadRequestsThatDoNotRepeatThePassword() {
    for (String bad :
        List.of(
            "{",
            "[]",
            "\"secret\"",
            "{}",
            "{\"auth\":\"secret\"}",
            "{\"auth\":{\"identity\":{\"methods\":\"password\",\"password\":\"secret\"}}}",
            "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":\"secret\"}}}",
            "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":"
                + "{\"user\":{\"id\":\"x\",\"password\":[\"secret\"]}}}}}",
            ApiServer.login("demo", "secret\\u0000"),
            ApiServer.login("\\ud800", "secret"),
            ApiServer.login("demo", "secret" + "x".repeat(5000)),
            "[".repeat(20_000) + "secret")) {
      HttpResponse<String> answer = api.send(api.request("POST", TOKENS, bad));
      assertEquals(400, answer.statusCode(), bad + answer.body());
      Shape.EXACT.assertSame(
          Golden.of("keystone-bad-password").body(), Golden.parse(answer.body()));
      assertFalse(answer.body().contains("secret"), answer.body());
    }
  }

  @Test
  void aTokenIsShownCheckedAndRevoked() {
    String token =
        api.send(api.request("POST", TOKENS, ApiServer.login("guest", "guest-secret")))
            .headers()
            .firstValue("X-Subject-Token")
            .orElseThrow();
    assertLike("keystone-token-get", subject("GET", token, token));
    assertEquals(200, subject("HEAD", token, token).statusCode());
    assertEquals(404, subject("GET", api.token("demo"), token).statusCode());
    assertEquals(200, subject("GET", api.token("admin"), token).statusCode());
    assertEquals(204, subject("DELETE", token, token).statusCode());
    assertEquals(404, subject("GET", api.token("admin"), token).statusCode());
    assertLike("keystone-bad-password", subject("GET", token, token));
    assertEquals(400, api.get("demo", TOKENS).statusCode());
  }

  @Test
  void aUserSeesTheProjectsOfHisOwnAndAnAdministratorAll() {
    assertLike("keystone-auth-projects", api.get("demo", "/identity/v3/auth/projects"));
    HttpResponse<String> refused = api.get("demo", "/identity/v3/projects");
    assertEquals(403, refused.statusCode());
    assertEquals(
        "You are not authorized to perform the requested action: identity:list_projects.",
        Golden.parse(refused.body()).asJsonObject().getJsonObject("error").getString("message"));
    assertLike("keystone-auth-projects", api.get("admin", "/identity/v3/projects"));
    JsonObject one =
        Golden.parse(api.get("admin", "/identity/v3/projects?name=other").body()).asJsonObject();
    assertEquals(1, one.getJsonArray("projects").size());
  }

  @Test
  void theProjectsOfAnotherUserAreNotShown() {
    HttpResponse<String> shown = subject("GET", api.token("demo"), api.token("demo"));
    JsonObject token = Golden.parse(shown.body()).asJsonObject().getJsonObject("token");
    String path = "/identity/v3/users/" + token.getJsonObject("user").getString("id") + "/projects";
    assertLike("keystone-auth-projects", api.get("demo", path));
    assertLike("keystone-auth-projects", api.get("admin", path));
    assertEquals(403, api.get("guest", path).statusCode());
  }

  @Test
  void theCatalogLooksLikeKeystones() {
    assertLike("keystone-auth-catalog", api.get("demo", "/identity/v3/auth/catalog"));
    assertEquals(401, api.get("", "/identity/v3/auth/catalog").statusCode());
  }

  private HttpResponse<String> subject(String method, String own, String subject) {
    return api.send(
        api.request(method, TOKENS, "")
            .header("X-Auth-Token", own)
            .header("X-Subject-Token", subject));
  }

  private static void assertLike(String golden, HttpResponse<String> answer) {
    Golden model = Golden.of(golden);
    assertEquals(model.status(), answer.statusCode(), answer.body());
    assertTrue(
        answer.headers().firstValue("x-openstack-request-id").orElseThrow().startsWith("req-"));
    assertTrue(answer.headers().allValues("Vary").contains("X-Auth-Token"));
    Shape.EXACT.assertSame(model.body(), Golden.parse(answer.body()));
  }
}
