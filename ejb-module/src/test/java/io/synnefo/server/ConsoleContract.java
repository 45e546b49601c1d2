package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.backend.BackendFixtures;
import io.synnefo.console.ConsoleFixture;
import io.synnefo.console.ConsoleKind;
import io.synnefo.console.OpenConsole;
import io.synnefo.console.OpenedConsole;
import io.synnefo.console.ScriptedProxies;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.VncProxyException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which console, and what is on record of it, on whichever database. */
abstract class ConsoleContract extends ServerContract {
  private static final URI PAGE = URI.create("https://cloud.example.org/console/");
  private static final String GONE = "VNC Server settings changed.";

  private final ScriptedProxies proxies = new ScriptedProxies();
  private Cloud cloud;
  private UUID id;
  private String instance;
  private OpenConsole open;
  private @Nullable Rule lost;

  @BeforeEach
  void oneServerRuns() {
    cloud = cloud();
    id = cloud.running("web");
    instance = "snf-" + serverId(cloud);
    open =
        ConsoleFixture.openConsole(
            consoles(), AdmissionFixture.of(8), BackendFixtures.clients(cloud.ganeti), proxies);
  }

  @Test
  void aTokensConsoleIsOpenedAndWhoHasItIsOnRecord() {
    Caller caller = Cloud.someone();
    OpenedConsole console = open.open(caller, id, ConsoleKind.NOVNC, PAGE);
    assertEquals(ScriptedProxies.GATEWAY, console.gateway());
    ConsoleRequest request = proxies.requests().get(0);
    assertEquals("node1", request.host());
    assertEquals(11_000, request.port());
    ServerStep step = last();
    assertEquals("CONSOLE_OPENED", step.rule());
    assertEquals(caller.requestId(), step.requestId());
    assertEquals(caller.userId(), step.userId());
    assertEquals(caller.projectId(), step.projectId());
    assertEquals("STARTED", step.from());
    assertEquals("STARTED", step.to());
    String session = Objects.requireNonNull(request.grant()).session();
    assertEquals("novnc, session " + session + ", proxy proxy-1 at vnc.example.org", step.detail());
  }

  @Test
  void aViewersConsoleIsOnRecordWithItsPortAndWithoutItsPassword() {
    OpenedConsole console = open.open(Cloud.someone(), id, ConsoleKind.VNC_WS, null);
    assertEquals("vnc.example.org", console.host());
    assertEquals(ScriptedProxies.PORT, console.port());
    assertNull(console.gateway());
    assertEquals("vnc-ws, proxy proxy-1 at vnc.example.org port 25071", last().detail());
  }

  @Test
  void aProxyThatDoesNotTellItsAddressIsBesideTheApplication() {
    proxies.tell(null, null);
    assertEquals("here.example.org", open.open(Cloud.someone(), id, ConsoleKind.VNC, null).host());
    assertEquals("vnc, proxy proxy-1 at here.example.org port 25071", last().detail());
  }

  @Test
  void nothingIsLockedWhileAProxyConnects() {
    boolean[] asked = new boolean[1];
    proxies.meanwhile(
        () -> {
          asked[0] = true;
          assertFalse(cloud.transactions.inProgress());
        });
    open.open(Cloud.someone(), id, ConsoleKind.NOVNC, PAGE);
    assertTrue(asked[0]);
  }

  @Test
  void whoIsRefusedByUsIsNotOnRecordAndNoProxyIsAsked() {
    int steps = steps().size();
    Caller stranger = Cloud.caller("b", "req-" + UUID.randomUUID(), "member");
    assertEquals(FaultCode.ITEM_NOT_FOUND, refused(stranger));
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.ganeti.shows(instance, "ADMIN_down");
    assertEquals(FaultCode.CONFLICT, refused(Cloud.someone()));
    cloud.ganeti.shows(instance, null);
    assertEquals(FaultCode.CONFLICT, refused(Cloud.someone()));
    cloud.ganeti.mood(StubGaneti.Mood.DOWN);
    assertEquals(FaultCode.SERVICE_UNAVAILABLE, refused(Cloud.someone()));
    assertEquals(List.of(), proxies.requests());
    assertEquals(steps + 2, steps().size()); // the stop
  }

  @Test
  void anAdministratorOpensAnothersConsoleInHisOwnName() {
    Caller admin = Cloud.caller("f", "req-" + UUID.randomUUID(), "admin");
    open.open(admin, id, ConsoleKind.NOVNC, PAGE);
    assertEquals("f".repeat(32), last().projectId());
    assertEquals("a".repeat(32), proxies.requests().get(0).project());
  }

  @Test
  void thatNoProxyOpenedItIsOnRecordWithEachOnesReason() {
    proxies.refuse(
        new VncProxyException(
            List.of(
                new VncProxyException.Attempt("p1", false, "node1 10.1.2.3 is silent"),
                new VncProxyException.Attempt("p2", true, "Malformed request"))));
    Fault fault = fault(Cloud.someone());
    assertEquals(
        "No VNC proxy opened the console. proxy 1 could not be asked: the machine's node an address"
            + " is silent; proxy 2 refused: Malformed request.",
        fault.getMessage());
    assertEquals(FaultCode.SERVICE_UNAVAILABLE, fault.code());
    ServerStep step = last();
    assertEquals("CONSOLE_REFUSED", step.rule());
    assertTrue(
        String.valueOf(step.detail())
            .endsWith(": p1: node1 10.1.2.3 is silent; p2: Malformed request"),
        step.detail());
    assertTrue(
        String.valueOf(fault(Cloud.caller("f", "req-1", "admin")).getMessage())
            .contains("10.1.2.3"));
  }

  @Test
  void thatTheConnectorBrokeIsOnRecordToo() {
    proxies.meanwhile(
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThrows(
        IllegalStateException.class, () -> open.open(Cloud.someone(), id, ConsoleKind.NOVNC, PAGE));
    assertEquals("CONSOLE_REFUSED", last().rule());
    assertTrue(
        String.valueOf(last().detail()).endsWith("IllegalStateException: broken"), last().detail());
  }

  @Test
  void theProjectsLimitIsAQuotaThatMayBeTriedWithoutEndAndLeavesNoStep() {
    ServerStep before = last();
    proxies.refuse(
        new VncProxyException(
            List.of(
                new VncProxyException.Attempt("p1", true, VncProxyException.TOO_MANY_OF_PROJECT))));
    assertEquals(FaultCode.FORBIDDEN, refused(Cloud.someone()));
    assertEquals(before, last());
  }

  @Test
  void aProxyWithoutAGatewayOpensNoPage() {
    proxies.tell("vnc.example.org", null);
    assertEquals(FaultCode.SERVICE_UNAVAILABLE, refused(Cloud.someone()));
    assertEquals("CONSOLE_REFUSED", last().rule());
  }

  @Test
  void aGatewayThatThePageMayNotReachIsRefusedAndTheOperatorIsTold() {
    proxies.tell("vnc.example.org", URI.create("wss://vnc.example.org:6081/console"));
    String why =
        "its gateway wss://vnc.example.org:6081/console is not in synnefo.console.gateways; revoked";
    Fault fault = fault(Cloud.someone());
    assertEquals(
        "No VNC proxy opened the console. proxy 3 refused: " + why + ".", fault.getMessage());
    assertEquals("CONSOLE_REFUSED", last().rule());
    assertTrue(String.valueOf(last().detail()).endsWith(": proxy-1: " + why), last().detail());
    String session = Objects.requireNonNull(proxies.requests().get(0).grant()).session();
    assertEquals(List.of("proxy-1 " + session), proxies.revoked());
  }

  @Test
  void aGatewayWithoutEncryptionIsRefusedToAPageWithItAndTheOperatorIsTold() {
    proxies.tell("vnc.example.org", URI.create("ws://vnc.example.org:6080/console"));
    String why =
        "its gateway ws://vnc.example.org:6080/console is ws: and the page https:; revoked";
    assertEquals(
        "No VNC proxy opened the console. proxy 3 refused: " + why + ".",
        fault(Cloud.someone()).getMessage());
    assertEquals("CONSOLE_REFUSED", last().rule());
    assertTrue(String.valueOf(last().detail()).endsWith(": proxy-1: " + why), last().detail());
    assertEquals(1, proxies.revoked().size());
    URI plain = URI.create("http://cloud.example.org/console/");
    assertNotNull(open.open(Cloud.someone(), id, ConsoleKind.NOVNC, plain).gateway());
  }

  @ParameterizedTest
  @ValueSource(strings = {"u:secret@HOST/", "HOST/?token=secret", "HOST/#secret", "HOST/a?"})
  void aGatewaysAddressThatNoPageTakesIsRefusedAndTheProxyIsNamed(String address) {
    proxies.tell(
        "vnc.example.org", URI.create("wss://" + address.replace("HOST", "vnc.example.org:6080")));
    String why = "its gateway's address has a user, a query or a fragment; revoked";
    assertEquals(
        "No VNC proxy opened the console. proxy 3 refused: " + why + ".",
        fault(Cloud.someone()).getMessage());
    assertEquals("CONSOLE_REFUSED", last().rule());
    assertTrue(String.valueOf(last().detail()).endsWith(": proxy-1: " + why), last().detail());
    assertEquals(1, proxies.revoked().size());
  }

  @Test
  void aMachineThatIsGoneWhenTheProxyHasConnectedIsNobodysToSee() {
    proxies.meanwhile(() -> cloud.ganeti.removedByHand(instance));
    Fault fault = fault(Cloud.someone());
    assertEquals(GONE, fault.getMessage());
    assertEquals(FaultCode.SERVICE_UNAVAILABLE, fault.code());
    String session = Objects.requireNonNull(proxies.requests().get(0).grant()).session();
    assertEquals(List.of("proxy-1 " + session), proxies.revoked());
    assertEquals("CONSOLE_WITHDRAWN", last().rule());
    assertEquals(
        "novnc, session "
            + session
            + ", proxy proxy-1 at vnc.example.org: the instance is gone; revoked",
        last().detail());
  }

  @Test
  void aDefectOfTheSecondLookLeavesNoConsoleOpenAndIsOnRecord() {
    proxies.meanwhile(() -> ConsoleFixture.breakLooks(open));
    assertThrows(
        RuntimeException.class, () -> open.open(Cloud.someone(), id, ConsoleKind.NOVNC, PAGE));
    assertEquals(1, proxies.revoked().size());
    assertEquals("CONSOLE_WITHDRAWN", last().rule());
    assertTrue(String.valueOf(last().detail()).endsWith("; revoked"), last().detail());
  }

  @Test
  void whatCannotBeRevokedIsWithdrawnAllTheSame() {
    proxies.meanwhile(() -> cloud.ganeti.mood(StubGaneti.Mood.DOWN));
    proxies.refuseToRevoke(
        new VncProxyException(
            List.of(new VncProxyException.Attempt("proxy-1", false, "Connection refused"))));
    assertEquals(FaultCode.SERVICE_UNAVAILABLE, refused(Cloud.someone()));
    ServerStep step = last();
    assertEquals("CONSOLE_WITHDRAWN", step.rule());
    assertTrue(String.valueOf(step.detail()).contains("not revoked"), step.detail());
  }

  @Test
  void thatTheConnectorBrokeWhileItRevokedIsOnRecordToo() {
    proxies.meanwhile(() -> cloud.ganeti.removedByHand(instance));
    proxies.beforeRevoking(
        () -> {
          throw new IllegalStateException("broken");
        });
    assertEquals(GONE, fault(Cloud.someone()).getMessage());
    assertEquals("CONSOLE_WITHDRAWN", last().rule());
    assertTrue(String.valueOf(last().detail()).contains("not revoked"), last().detail());
  }

  @Test
  void aConsoleThatCannotBePutOnRecordIsRevokedAndToldToNobody() {
    lost = Rule.CONSOLE_OPENED;
    assertTheDatabase(
        assertThrows(
            IllegalStateException.class,
            () -> open.open(Cloud.someone(), id, ConsoleKind.NOVNC, PAGE)));
    String session = Objects.requireNonNull(proxies.requests().get(0).grant()).session();
    assertEquals(List.of("proxy-1 " + session), proxies.revoked());
  }

  @Test
  void aRefusalThatCannotBePutOnRecordIsStillTheRefusal() {
    lost = Rule.CONSOLE_REFUSED;
    proxies.refuse(
        new VncProxyException(
            List.of(new VncProxyException.Attempt("p1", true, "Malformed request"))));
    Fault fault = fault(Cloud.someone());
    assertEquals(FaultCode.SERVICE_UNAVAILABLE, fault.code());
    assertTrue(String.valueOf(fault.getMessage()).contains("Malformed request"));
    assertTheDatabase(fault.getSuppressed());
    proxies.meanwhile(
        () -> {
          throw new IllegalStateException("broken");
        });
    IllegalStateException broken =
        assertThrows(
            IllegalStateException.class,
            () -> open.open(Cloud.someone(), id, ConsoleKind.NOVNC, PAGE));
    assertEquals("broken", broken.getMessage());
    assertTheDatabase(broken.getSuppressed());
  }

  @Test
  void aWithdrawalThatCannotBePutOnRecordIsStillOne() {
    lost = Rule.CONSOLE_WITHDRAWN;
    proxies.meanwhile(() -> cloud.ganeti.removedByHand(instance));
    Fault fault = fault(Cloud.someone());
    assertEquals(GONE, fault.getMessage());
    assertEquals(1, proxies.revoked().size());
    assertTheDatabase(fault.getSuppressed());
  }

  private static void assertTheDatabase(Throwable... beside) {
    assertEquals(
        List.of("the database is away"), Arrays.stream(beside).map(Throwable::getMessage).toList());
  }

  @Test
  void whoAskedIsOnRecordOfEveryRequest() {
    Caller caller = Cloud.someone();
    cloud.stopServer.stop(caller, id);
    List<ServerStep> steps = steps();
    assertEquals("create", steps.get(0).detail());
    assertNotNull(steps.get(0).userId());
    ServerStep stop = steps.get(steps.size() - 2);
    assertEquals("stop", stop.detail());
    assertEquals(caller.userId(), stop.userId());
    assertEquals(caller.projectId(), stop.projectId());
    assertNull(last().userId());
  }

  @Test
  void theOperatorsPageSaysHowToFindAllConsolesOfAUser() throws IOException {
    Caller caller = Cloud.someone();
    open.open(caller, id, ConsoleKind.NOVNC, PAGE);
    cloud.stopServer.stop(caller, id);
    String page = Files.readString(Path.of("../docs/operator.md"));
    String query =
        page.lines()
            .filter(line -> line.contains("FROM server_history"))
            .map(line -> line.strip().replace("...", caller.userId()))
            .findFirst()
            .orElseThrow();
    List<?> rows = cloud.transactions.run(() -> cloud.em.createNativeQuery(query).getResultList());
    assertEquals(1, rows.size());
    Object[] row = (Object[]) rows.get(0);
    assertEquals(caller.requestId(), row[2]);
    assertEquals("CONSOLE_OPENED", row[3]);
  }

  private FaultCode refused(Caller caller) {
    return fault(caller).code();
  }

  private Fault fault(Caller caller) {
    return assertThrows(Fault.class, () -> open.open(caller, id, ConsoleKind.NOVNC, PAGE));
  }

  private List<ServerStep> steps() {
    return cloud.explain(id.toString()).steps();
  }

  private ServerStep last() {
    List<ServerStep> steps = steps();
    return steps.get(steps.size() - 1);
  }

  @SuppressWarnings("UnnecessaryAssignment") // here is the framework
  private ServerConsoles consoles() {
    ServerConsoles wired =
        new ServerConsoles() {
          @Override
          public ConsoleServer find(Caller caller, UUID uuid) {
            return cloud.tx(() -> super.find(caller, uuid));
          }

          @Override
          public void record(ConsoleServer server, Caller caller, Rule rule, String detail) {
            if (rule == lost) {
              throw new IllegalStateException("the database is away");
            }
            cloud.txVoid(() -> super.record(server, caller, rule, detail));
          }
        };
    wired.servers = cloud.servers;
    wired.history = cloud.history;
    wired.backends = cloud.backends;
    wired.names = cloud.names;
    return wired;
  }
}
