package io.synnefo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.backend.BackendFixtures;
import io.synnefo.kernel.Caller;
import io.synnefo.server.ConsoleServer;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ConsoleToken;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.GatewayGrant;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What opens a console. */
class KeyTest {
  private static final Caller CALLER = new Caller("user", "admins", Set.of("admin"), "req-1");
  private static final ConsoleServer SERVER =
      new ConsoleServer(7, new UUID(1, 2), "project", "snf-7", BackendFixtures.backend("ganeti1"));

  @ParameterizedTest
  @EnumSource(
      value = ConsoleKind.class,
      names = {"VNC", "VNC_WS", "VNC_WSS"})
  void aViewersPasswordIsEightLettersAndDigitsAndAnotherEachTime(ConsoleKind kind) {
    Set<String> passwords = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      Key key = Key.cut(kind, CALLER, SERVER);
      assertNull(key.grant());
      assertTrue(key.secret().matches("[A-Za-z0-9]{8}"), "not what a viewer takes");
      ConsoleRequest request = key.request("node1", 11_000);
      assertEquals(kind.word(), request.type().word());
      assertEquals(key.secret(), request.password());
      assertEquals("project", request.project(), "its consoles are counted");
      passwords.add(key.secret());
    }
    assertEquals(1000, passwords.size());
  }

  @Test
  void theGatewayIsToldTheHashOfATokenAndWhoseConsoleItIs() {
    Key key = Key.cut(ConsoleKind.NOVNC, CALLER, SERVER);
    ConsoleRequest request = key.request("node1", 11_000);
    GatewayGrant grant = request.grant();
    assertNotNull(grant);
    assertEquals(ConsoleType.GATEWAY, request.type());
    assertEquals(8, request.password().length());
    assertNotEquals(request.password(), key.request("node1", 11_000).password());
    assertEquals(43, key.secret().length());
    assertEquals(new ConsoleToken(key.secret()).hash(), grant.tokenHash());
    assertEquals(Duration.ofSeconds(60), grant.life());
    assertEquals(new UUID(1, 2).toString(), grant.server());
    assertEquals("user", grant.user());
    assertEquals("project", request.project());
  }

  @ParameterizedTest
  @EnumSource(ConsoleKind.class)
  void itsSecretStandsInNoText(ConsoleKind kind) {
    Key key = Key.cut(kind, CALLER, SERVER);
    OpenedConsole opened = new OpenedConsole(kind, "h", 1, key.secret(), null);
    for (Object each : new Object[] {key, key.name(), key.request("n", 1), opened}) {
      assertFalse(each.toString().contains(key.secret()), "it does");
    }
  }
}
