package io.synnefo.api.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.api.http.ApiServer;
import io.synnefo.api.http.Golden;
import io.synnefo.api.http.RecordingProxies;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ConsoleToken;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.GatewayGrant;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A server that runs, and what the tests of its consoles ask. */
abstract class ConsoleApiContract {
  static final String SERVERS = "/compute/v2.1/servers";
  static final String GET_VNC = "{\"os-getVNCConsole\":{\"type\":\"novnc\"}}";
  static final String REMOTE = "{\"remote_console\":{\"protocol\":\"vnc\",\"type\":\"novnc\"}}";

  static final String DEMO = "53aed1a1a0d8436da95fcc469e8a0eb9";

  static ApiServer api;
  static String id;

  @BeforeAll
  static void start() {
    api = new ApiServer(Clock.systemUTC());
    id = built();
  }

  /** The id of a new server. */
  static String built() {
    String body =
        "{\"server\": {\"name\": \"web\", \"flavorRef\": \"1\", \"imageRef\":"
            + " \"cafeeaca-347f-4e2e-8bc6-a93d7610f0ca\"}}";
    return object(api.send("demo", "POST", SERVERS, body), 202)
        .getJsonObject("server")
        .getString("id");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void theServerRuns() {
    state("STARTED", "NULL");
    api.ganeti().fail(null);
    api.ganeti().show("running", "node1.gnt.test", 11_007);
    api.proxies().refuse(null);
    api.proxies().meanwhile(() -> {});
    api.proxies().tell(RecordingProxies.GATEWAY);
    api.proxies().takeRequests();
    api.proxies().takeRevoked();
  }

  static void assertIsPage(String url) {
    String token = token(url);
    assertEquals(
        api.base()
            + "/console/#gateway=wss%3A%2F%2Fvnc.example.org%3A6080%2Fa%2Fconsole&token="
            + token
            + "&server="
            + id,
        url);
    ConsoleRequest request = only();
    assertEquals(ConsoleType.GATEWAY, request.type());
    assertEquals("node1.gnt.test", request.host());
    assertEquals(11_007, request.port());
    GatewayGrant grant = Objects.requireNonNull(request.grant());
    assertEquals(new ConsoleToken(token).hash(), grant.tokenHash());
    assertEquals(id, grant.server());
  }

  static String url(HttpResponse<String> answer) {
    return object(answer, 200).getJsonObject("remote_console").getString("url");
  }

  static String token(String url) {
    return url.replaceFirst(".*&token=([A-Za-z0-9_-]{43})&.*", "$1");
  }

  static ConsoleRequest only() {
    List<ConsoleRequest> requests = api.proxies().takeRequests();
    assertEquals(1, requests.size());
    return requests.get(0);
  }

  static void state(String state, String task) {
    api.execute(
        "UPDATE server SET state = '"
            + state
            + "', task = "
            + task
            + ", task_job_id = NULL WHERE uuid = '"
            + id
            + "'");
  }

  static HttpResponse<String> action(String body, String version) {
    return post("/action", body, version);
  }

  static HttpResponse<String> remote(String body, String version) {
    return post("/remote-consoles", body, version);
  }

  static HttpResponse<String> post(String route, String body, String version) {
    return api.send(
        api.request("POST", SERVERS + "/" + id + route, body)
            .header("X-Auth-Token", api.token("demo"))
            .header("openstack-api-version", "compute " + version));
  }

  static JsonObject object(HttpResponse<String> answer, int status) {
    assertEquals(status, answer.statusCode(), answer.body());
    return Golden.parse(answer.body()).asJsonObject();
  }

  static String message(String key, HttpResponse<String> answer) {
    return Golden.parse(answer.body()).asJsonObject().getJsonObject(key).getString("message");
  }

  static void assertFault(int status, String key, String message, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(message, message(key, answer));
  }
}
