package io.synnefo.api.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.api.http.Golden;
import io.synnefo.api.http.Shape;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A server's addresses are those that Ganeti gave its NICs. */
class ServerAddressesTest {
  private static final String SERVERS = "/compute/v2.1/servers";
  private static final String BODY =
      "{\"server\": {\"name\": \"web\", \"flavorRef\": \"1\", \"imageRef\":"
          + " \"cafeeaca-347f-4e2e-8bc6-a93d7610f0ca\", \"metadata\": {\"a\": \"b\"}}}";
  private static final ApiServer API = new ApiServer(Clock.systemUTC());

  @AfterAll
  static void stop() {
    API.close();
  }

  @Test
  void theyAreShownByNetworkInNovasShape() {
    String id =
        json(API.send("demo", "POST", SERVERS, BODY).body())
            .getJsonObject("server")
            .getString("id");
    API.execute("UPDATE server SET state = 'STARTED', task = NULL");
    String nic =
        "INSERT INTO server_nic (server_id, position, mac, ip, network) SELECT id, %s FROM server";
    API.execute(nic.formatted("1, 'aa:1', '2001:db8::7', 'public'"));
    API.execute(nic.formatted("0, 'aa:0', '10.0.0.7', 'public'"));
    new Shape(Set.of("OS-SRV-USG:launched_at"), Set.of())
        .assertSame(Golden.of("nova-server-active-2.1").body(), get("/" + id));
    API.execute(nic.formatted("2, 'aa:2', NULL, 'backup'"));
    API.execute(nic.formatted("3, 'aa:3', '10.9.0.7', NULL"));
    JsonObject addresses = get("/" + id).getJsonObject("server").getJsonObject("addresses");
    assertEquals(List.of("public", "default"), List.copyOf(addresses.keySet()));
    assertEquals(
        "[{\"version\":4,\"addr\":\"10.0.0.7\",\"OS-EXT-IPS:type\":\"fixed\","
            + "\"OS-EXT-IPS-MAC:mac_addr\":\"aa:0\"},"
            + "{\"version\":6,\"addr\":\"2001:db8::7\",\"OS-EXT-IPS:type\":\"fixed\","
            + "\"OS-EXT-IPS-MAC:mac_addr\":\"aa:1\"}]",
        addresses.getJsonArray("public").toString());
    API.execute("UPDATE server SET state = 'DESTROYED'");
    JsonObject gone =
        get("/detail?changes-since=2020-01-01T00:00:00Z").getJsonArray("servers").getJsonObject(0);
    assertTrue(gone.getJsonObject("addresses").isEmpty(), gone.toString());
  }

  private static JsonObject get(String path) {
    return json(API.get("demo", SERVERS + path).body());
  }

  private static JsonObject json(String body) {
    return Golden.parse(body).asJsonObject();
  }
}
