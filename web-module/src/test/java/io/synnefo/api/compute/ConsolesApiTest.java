package io.synnefo.api.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.Golden;
import io.synnefo.api.http.Shape;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.GatewayGrant;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Consoles by Nova's two ways and by Cyclades'. */
class ConsolesApiTest extends ConsoleApiContract {
  @Test
  void upTo25AnActionAnswersThePagesAddressInNovasShape() {
    HttpResponse<String> answer = action(GET_VNC, "2.5");
    Golden model = Golden.of("nova-console-2.1");
    assertEquals(model.status(), answer.statusCode(), answer.body());
    Shape.EXACT.assertSame(model.body(), Golden.parse(answer.body()));
    JsonObject console = object(answer, 200).getJsonObject("console");
    assertEquals("novnc", console.getString("type"));
    assertIsPage(console.getString("url"));
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse("none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.6", "2.7", "2.8", "latest"})
  void from26OnAResourceDoes(String version) {
    HttpResponse<String> answer = remote(REMOTE, version);
    Golden model = Golden.of("nova-console-2.6");
    assertEquals(model.status(), answer.statusCode(), answer.body());
    Shape.EXACT.assertSame(model.body(), Golden.parse(answer.body()));
    JsonObject console = object(answer, 200).getJsonObject("remote_console");
    assertEquals("vnc", console.getString("protocol"));
    assertEquals("novnc", console.getString("type"));
    assertIsPage(console.getString("url"));
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse("none"));
  }

  @Test
  void eachWayIsThereInItsVersionsOnly() {
    assertFault(404, "itemNotFound", "The resource could not be found.", action(GET_VNC, "2.6"));
    assertFault(404, "itemNotFound", "The resource could not be found.", remote(REMOTE, "2.5"));
    assertFault(404, "itemNotFound", "The resource could not be found.", remote(REMOTE, "2.1"));
    assertEquals(List.of(), api.proxies().takeRequests());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vnc", "vnc-ws", "vnc-wss"})
  void cycladesActionAnswersAViewersAddressAndPassword(String type) {
    HttpResponse<String> answer = action("{\"console\":{\"type\":\"" + type + "\"}}", "2.8");
    JsonObject console = object(answer, 200).getJsonObject("console");
    ConsoleRequest request = only();
    assertEquals(
        "{\"type\":\""
            + type
            + "\",\"host\":\"vnc.example.org\",\"port\":25071,\"password\":\""
            + request.password()
            + "\"}",
        console.toString());
    assertTrue(request.password().matches("[A-Za-z0-9]{8}"), "not what a viewer takes");
    assertEquals(type, request.type().word());
    assertEquals("node1.gnt.test", request.host());
    assertEquals(11_007, request.port());
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse("none"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          os-getVNCConsole    | xvpvnc
          os-getSPICEConsole  | spice-html5
          os-getRDPConsole    | rdp-html5
          os-getSerialConsole | serial
          """)
  void othersOfNovasKindsNoServerHas(String action, String type) {
    String body = "{\"" + action + "\":{\"type\":\"" + type + "\"}}";
    String why = "Unavailable console type " + type + ".";
    assertFault(400, "badRequest", why, action(body, "2.1"));
    assertEquals(404, action(body, "2.6").statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spice  | spice-html5 | 2.6 | Unavailable console type spice-html5.
          rdp    | rdp-html5   | 2.6 | Unavailable console type rdp-html5.
          serial | serial      | 2.6 | Unavailable console type serial.
          vnc    | xvpvnc      | 2.6 | Unavailable console type xvpvnc.
          vnc    | serial      | 2.6 | Unavailable console type serial.
          spice  | novnc       | 2.6 | Unavailable console type spice novnc.
          mks    | webmks      | 2.8 | Unavailable console type webmks.
          """)
  void othersOfTheResourcesKindsNoServerHasEither(
      String protocol, String type, String version, String why) {
    String body =
        String.format("{\"remote_console\":{\"protocol\":\"%s\",\"type\":\"%s\"}}", protocol, type);
    assertFault(400, "badRequest", why, remote(body, version));
    assertEquals(List.of(), api.proxies().takeRequests());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"remote_console":{"protocol":"mks","type":"webmks"}}           | 'mks' is not one of ['vnc', 'spice', 'rdp', 'serial']
          {"remote_console":{"protocol":"vnc","type":"webmks"}}           | 'webmks' is not one of
          {"remote_console":{"protocol":"vnc"}}                           | 'type' is a required property
          {"remote_console":{"type":"novnc"}}                             | 'protocol' is a required property
          {"remote_console":{"protocol":"vnc","type":1}}                  | 1 is not of type 'string'
          {"remote_console":{"protocol":"vnc","type":"novnc","x":1}}      | ('x' was unexpected)
          {"remote_console":{"protocol":"vnc","type":"novnc"},"x":1}      | ('x' was unexpected)
          {"remote_console":[]}                                           | [] is not of type 'object'
          {}                                                              | 'remote_console' is a required property
          """)
  void aBodyOfAnotherShapeIsABadRequest(String body, String why) {
    HttpResponse<String> answer = remote(body, "2.6");
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(message("badRequest", answer).contains(why), answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"os-getVNCConsole\":{}}",
        "{\"os-getVNCConsole\":null}",
        "{\"os-getVNCConsole\":{\"type\":\"spice-html5\"}}",
        "{\"os-getVNCConsole\":{\"type\":\"novnc\",\"x\":1}}",
        "{\"os-getSPICEConsole\":{\"type\":\"novnc\"}}",
        "{\"console\":{}}",
        "{\"console\":{\"type\":\"novnc\"}}",
        "{\"console\":{\"type\":\"gateway\"}}",
        "{\"console\":{\"type\":\"vnc\",\"x\":1}}"
      })
  void anActionOfAnotherShapeIsABadRequest(String body) {
    assertEquals(400, action(body, "2.1").statusCode(), body);
    assertEquals(List.of(), api.proxies().takeRequests());
  }

  @Test
  void whoOpenedWhichConsoleIsInTheServersStoryWithoutItsSecret() {
    HttpResponse<String> answer = remote(REMOTE, "2.8");
    String request = answer.headers().firstValue("x-openstack-request-id").orElseThrow();
    HttpResponse<String> told = api.get("admin", "/admin/servers/" + id + "/story");
    JsonObject step =
        object(told, 200).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
            .filter(each -> request.equals(each.getString("request_id", "")))
            .findFirst()
            .orElseThrow();
    assertEquals("CONSOLE_OPENED", step.getString("rule"));
    assertEquals(DEMO, step.getString("project_id"));
    assertTrue(step.getString("user_id").matches("[0-9a-f]{32}"), step.toString());
    GatewayGrant grant = Objects.requireNonNull(only().grant());
    assertEquals(
        "novnc, session " + grant.session() + ", proxy proxy-1 at vnc.example.org",
        step.getString("detail"));
    assertFalse(told.body().contains(token(url(answer))), "the story tells it");
  }
}
