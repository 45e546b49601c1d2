package io.synnefo.wire.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of consoles, and what is not. */
class ConsoleNamesTest {
  @Test
  void typesAreFoundByTheirNameInTheProtocol() {
    for (ConsoleType type : ConsoleType.values()) {
      assertEquals(Optional.of(type), ConsoleType.of(type.word()));
    }
    assertEquals(Optional.empty(), ConsoleType.of("spice"));
    assertEquals(Optional.empty(), ConsoleType.of("VNC"));
  }

  @Test
  void tokensAreOf256BitsAndFitAHeaderAndAUrl() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String text = ConsoleToken.random().text();
      assertTrue(text.matches("[A-Za-z0-9_-]{43}"), text);
      assertTrue(seen.add(text), text);
    }
  }

  @Test
  void theProxyIsToldTheHashOfATokensCharacters() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        new ConsoleToken("abc").hash());
  }

  @Test
  void noSecretIsInWhatALogWouldShow() {
    assertFalse(new ConsoleToken("s3cret").toString().contains("s3cret"));
    assertEquals(
        "vnc console of node1:5900",
        new ConsoleRequest(ConsoleType.VNC, "node1", 5900, "s3cret12", "", null).toString());
  }

  @Test
  void aRefusalNamesEachProxyThatWasAsked() {
    VncProxyException refusal =
        new VncProxyException(
            List.of(
                new VncProxyException.Attempt("proxy1:24999", false, "Connection refused"),
                new VncProxyException.Attempt("proxy2:24999", true, "no free port")));
    assertEquals(
        "proxy1:24999: Connection refused; proxy2:24999: no free port", refusal.getMessage());
    assertEquals("no VNC proxy is configured", new VncProxyException(List.of()).getMessage());
  }
}
