package io.synnefo.api.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.ganeti.RapiException;
import io.synnefo.settings.ConsoleSettings;
import io.synnefo.wire.vnc.GatewayGrant;
import io.synnefo.wire.vnc.VncProxyException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets no console, and what is said. */
class RefusedConsolesApiTest extends ConsoleApiContract {
  @Test
  void aServerThatIsNotActiveIsAConflict() {
    for (String other : List.of("STOPPED", "BUILD", "ERROR")) {
      state(other, "NULL");
      assertEquals(409, action(GET_VNC, "2.1").statusCode(), other);
      assertEquals(409, remote(REMOTE, "2.8").statusCode(), other);
      assertEquals(409, action("{\"console\":{\"type\":\"vnc\"}}", "2.1").statusCode(), other);
      String spice = "{\"os-getSPICEConsole\":{\"type\":\"spice-html5\"}}";
      assertEquals(409, action(spice, "2.1").statusCode(), other);
    }
    state("STOPPED", "NULL");
    assertFault(
        409,
        "conflictingRequest",
        "Cannot 'get_console' instance " + id + " while it is in vm_state stopped",
        remote(REMOTE, "2.8"));
    state("STARTED", "'DESTROY'");
    assertEquals(409, remote(REMOTE, "2.8").statusCode());
    state("STARTED", "'REBOOT'");
    assertEquals(409, remote(REMOTE, "2.8").statusCode());
    state("STARTED", "'STOP'");
    assertEquals(200, remote(REMOTE, "2.8").statusCode());
  }

  @Test
  void whatGanetiDoesNotRunIsAConflictWhateverWeHeard() {
    String why = "Instance " + id + " is not ready";
    api.ganeti().show("ADMIN_down", "node1.gnt.test", 11_007);
    assertFault(409, "conflictingRequest", why, remote(REMOTE, "2.8"));
    api.ganeti().showNone();
    assertFault(409, "conflictingRequest", why, action(GET_VNC, "2.1"));
    assertEquals(List.of(), api.proxies().takeRequests());
  }

  @Test
  void aMachineWithoutAVncServerHasNoSuchConsole() {
    api.ganeti().show("running", "node1.gnt.test", null);
    assertFault(400, "badRequest", "Unavailable console type novnc.", remote(REMOTE, "2.8"));
  }

  @Test
  void aClusterThatIsSilentIsUnavailableAndNamesNoHost() {
    api.ganeti().fail(RapiException.Outcome.NOT_SUBMITTED);
    HttpResponse<String> answer = remote(REMOTE, "2.8");
    assertEquals(503, answer.statusCode());
    assertFalse(answer.body().contains("node1"), answer.body());
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    api.ganeti().fail(null);
    for (String status : List.of("unknown", "ERROR_nodedown", "ERROR_wrongnode")) {
      api.ganeti().show(status, "node1.gnt.test", 11_007);
      assertEquals(503, remote(REMOTE, "2.8").statusCode(), status);
    }
    assertEquals(List.of(), api.proxies().takeRequests());
  }

  @Test
  void whichProxiesWereTriedInVainIsSaidAndToUsersWithoutNodes() {
    api.proxies()
        .refuse(
            new VncProxyException(
                List.of(
                    new VncProxyException.Attempt("p1", false, "Connection refused"),
                    new VncProxyException.Attempt("p2", true, "node1.gnt.test is silent"))));
    assertFault(
        503,
        "serviceUnavailable",
        "No VNC proxy opened the console. proxy 1 could not be asked: Connection refused; proxy 2"
            + " refused: the machine's node is silent.",
        remote(REMOTE, "2.8"));
    HttpResponse<String> admins =
        api.send("admin", "POST", SERVERS + "/" + id + "/action", GET_VNC);
    assertEquals(503, admins.statusCode());
    assertTrue(admins.body().contains("p2 refused: node1.gnt.test is silent"), admins.body());
    api.proxies().refuse(new VncProxyException(List.of()));
    assertFault(503, "serviceUnavailable", "No VNC proxy is configured.", action(GET_VNC, "2.1"));
  }

  @Test
  void aProjectWithTooManyConsolesIsForbiddenAnother() {
    api.proxies()
        .refuse(
            new VncProxyException(
                List.of(
                    new VncProxyException.Attempt(
                        "p1", true, VncProxyException.TOO_MANY_OF_PROJECT))));
    assertFault(
        403,
        "forbidden",
        "Quota exceeded: too many consoles of the project are open.",
        remote(REMOTE, "2.8"));
  }

  @Test
  void aGatewayThatBrowsersRefuseToThePageIsNotHandedOut() {
    ApiServer plain = api;
    String its = id;
    URI page = URI.create("https://portal.example.org/console/");
    api =
        new ApiServer(
            Clock.systemUTC(), new ConsoleSettings(Optional.of(page), Optional.empty(), 4));
    try {
      id = built();
      theServerRuns();
      api.proxies().tell(URI.create("ws://vnc.example.org:6080/"));
      HttpResponse<String> answer = remote(REMOTE, "2.8");
      assertEquals(503, answer.statusCode(), answer.body());
      String why = message("serviceUnavailable", answer);
      assertTrue(
          why.contains("its gateway ws://vnc.example.org:6080/ is ws: and the page https:"), why);
      GatewayGrant grant = Objects.requireNonNull(only().grant());
      assertEquals(List.of(grant.session()), api.proxies().takeRevoked());
    } finally {
      api.close();
      api = plain;
      id = its;
    }
    api.proxies().tell(URI.create("ws://vnc.example.org:6080/"));
    assertEquals(200, remote(REMOTE, "2.8").statusCode()); // whose page is http:
  }

  @ParameterizedTest
  @CsvSource({"node2.gnt.test, 11007", "node1.gnt.test, 11008"})
  void aMachineThatMovedWhileTheProxyConnectedIsNotShown(String node, int port) {
    api.proxies().meanwhile(() -> api.ganeti().show("running", node, port));
    HttpResponse<String> answer = remote(REMOTE, "2.8");
    assertFault(503, "serviceUnavailable", "VNC Server settings changed.", answer);
    GatewayGrant grant = Objects.requireNonNull(only().grant());
    assertEquals(List.of(grant.session()), api.proxies().takeRevoked());
  }

  @Test
  void aViewersPasswordIsNotToldEitherWhenTheMachineIsGone() {
    api.proxies().meanwhile(() -> api.ganeti().showNone());
    HttpResponse<String> answer = action("{\"console\":{\"type\":\"vnc\"}}", "2.1");
    assertFault(503, "serviceUnavailable", "VNC Server settings changed.", answer);
    assertFalse(answer.body().contains(only().password()), "it is");
    assertEquals(List.of(), api.proxies().takeRevoked());
  }

  @Test
  void anothersServerIsNotThereAndWhoMayOnlyReadOpensNothing() {
    String nobody = "00000000-0000-0000-0000-000000000000";
    for (String unknown : List.of(nobody, "web")) {
      HttpResponse<String> answer =
          api.send("demo", "POST", SERVERS + "/" + unknown + "/action", GET_VNC);
      assertFault(404, "itemNotFound", "Instance " + unknown + " could not be found.", answer);
    }
    api.execute("UPDATE server SET project_id = 'another' WHERE uuid = '" + id + "'");
    try {
      assertEquals(404, remote(REMOTE, "2.8").statusCode());
      assertEquals(404, action("{\"console\":{\"type\":\"vnc\"}}", "2.1").statusCode());
    } finally {
      api.execute("UPDATE server SET project_id = '" + DEMO + "' WHERE uuid = '" + id + "'");
    }
    String path = SERVERS + "/" + id + "/action";
    assertEquals(403, api.send("guest", "POST", path, GET_VNC).statusCode());
    assertEquals(401, api.send("", "POST", path, GET_VNC).statusCode());
    assertEquals(List.of(), api.proxies().takeRequests());
  }
}
