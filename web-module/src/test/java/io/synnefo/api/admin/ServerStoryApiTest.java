package io.synnefo.api.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The chain from request to state, as the operator's tools are told it. */
class ServerStoryApiTest {
  private static final ApiServer SERVER = new ApiServer(Clock.systemUTC());

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void theStoryOfAServerIsToldToAnAdministratorAlone() {
    String body =
        "{\"server\": {\"name\": \"web\", \"flavorRef\": \"1\", \"imageRef\":"
            + " \"cafeeaca-347f-4e2e-8bc6-a93d7610f0ca\"}}";
    HttpResponse<String> created = SERVER.send("demo", "POST", "/compute/v2.1/servers", body);
    assertEquals(202, created.statusCode(), created.body());
    String id = json(created).getJsonObject("server").getString("id");
    String path = "/admin/servers/" + id + "/story";
    assertEquals(401, SERVER.get("", path).statusCode());
    assertEquals(403, SERVER.get("demo", path).statusCode());
    JsonObject story = json(SERVER.get("admin", path));
    assertEquals("BUILD", story.getJsonObject("server").getString("state"));
    assertEquals("BUILD", story.getJsonObject("server").getString("task"));
    JsonObject asked = story.getJsonArray("steps").getJsonObject(0);
    assertEquals("REQUESTED", asked.getString("rule"));
    assertTrue(asked.getString("request_id").startsWith("req-"), asked.toString());
    assertTrue(asked.isNull("job_id"));
    JsonObject submitted = story.getJsonArray("steps").getJsonObject(1);
    assertEquals("SUBMITTED", submitted.getString("rule"));
    assertTrue(submitted.getInt("job_id") > 0);
  }

  @Test
  void whatTheInstanceIsMadeOfIsToldBesideItsStory() {
    String body =
        "{\"server\": {\"name\": \"web\", \"flavorRef\": \"1\", \"imageRef\":"
            + " \"cafeeaca-347f-4e2e-8bc6-a93d7610f0ca\"}}";
    String id =
        json(SERVER.send("demo", "POST", "/compute/v2.1/servers", body))
            .getJsonObject("server")
            .getString("id");
    String of = " SELECT id, %s FROM server WHERE uuid = '" + id + "'";
    SERVER.execute(
        "INSERT INTO server_shape (server_id, version, vcpus, ram_mib)"
            + of.formatted("1, 3, 700"));
    SERVER.execute(
        "INSERT INTO server_nic (server_id, position, mac, ip)"
            + of.formatted("0, 'aa:0', '10.0.0.7'"));
    SERVER.execute(
        "INSERT INTO server_disk (server_id, position, size_mib, name)"
            + of.formatted("0, 2048, 'vol'"));
    SERVER.execute("INSERT INTO server_tag (server_id, tag)" + of.formatted("'a:b'"));
    SERVER.execute(
        "INSERT INTO server_hvparam (server_id, parameter, setting)"
            + of.formatted("'boot_order', 'cdrom'"));
    JsonObject story = json(SERVER.get("admin", "/admin/servers/" + id + "/story"));
    assertEquals("1", story.getJsonObject("server").getString("flavor_id"));
    assertEquals(
        "{\"vcpus\":3,\"ram_mib\":700,\"nics\":[{\"mac\":\"aa:0\",\"ip\":\"10.0.0.7\",\"mode\":null,"
            + "\"link\":null,\"network\":null,\"name\":null}],\"disks\":[{\"size_mib\":2048,"
            + "\"name\":\"vol\"}],\"tags\":[\"a:b\"],\"hvparams\":{\"boot_order\":\"cdrom\"}}",
        story.getJsonObject("shape").toString());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    HttpResponse<String> answer = SERVER.get("admin", "/admin/servers/snf-99999999/story");
    assertEquals(404, answer.statusCode());
    assertTrue(
        answer.body().contains("There is no server or instance snf-99999999."), answer.body());
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }
}
