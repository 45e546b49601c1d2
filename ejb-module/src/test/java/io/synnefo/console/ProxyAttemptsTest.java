package io.synnefo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.VncProxyException;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of proxies that were asked in vain. */
class ProxyAttemptsTest {
  private static final String NODE = "node1.gnt.test";
  private static final List<String> PROXIES =
      List.of("unix:/run/vncauthproxy/ctrl.sock", "proxy1.gnt.test:24999", "p1", "p2");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Connection refused                     | Connection refused
          cannot reach node1.gnt.test:11000      | cannot reach the machine's node:11000
          10.181.0.11:11000 does not answer      | an address does not answer
          node1.gnt.test/10.181.0.11 is silent   | the machine's node/an address is silent
          connect to [fd00::1]:24999 timed out   | connect to an address timed out
          fe80:0:0:0:1:2:3:4 is unreachable      | an address is unreachable
          no answer in 65 s                      | no answer in 65 s
          there is no file /etc/synnefo/ca.pem   | there is no file ...
          /etc/synnefo/10.1.1.1/pw is empty      | ... is empty
          cannot be used: /etc/pw: not permitted | cannot be used: ...: not permitted
          unix:/run/vncauthproxy/ctrl.sock: full | proxy 1: full
          proxy1.gnt.test:24999 is silent        | proxy 2 is silent
          no name matching proxy1.gnt.test found | no name matching the proxy's host found
          its gateway ws://proxy1.gnt.test:1/a/b | its gateway ws://proxy1.gnt.test:1/a/b
          connect to /10.0.0.1:24999             | connect to /an address
          """)
  void aUserIsToldNoAddress(String reason, String told) {
    ProxyAttempts attempts = new ProxyAttempts(List.of(new Attempt("p1", false, reason)));
    assertEquals(
        "No VNC proxy opened the console. proxy 3 could not be asked: " + told + ".",
        attempts.without(NODE, PROXIES));
    assertTrue(attempts.inFull().contains(reason), attempts.inFull());
  }

  @Test
  void allThatWereAskedAreNamedInTheirOrder() {
    ProxyAttempts attempts =
        new ProxyAttempts(
            List.of(
                new Attempt("p1", false, "Connection refused"),
                new Attempt("p2", true, "spice not supported\n")));
    assertEquals(
        "No VNC proxy opened the console. proxy 3 could not be asked: Connection refused; proxy 4"
            + " refused: spice not supported\\u000a.",
        attempts.without(NODE, PROXIES));
    assertEquals(
        "No VNC proxy is configured.", new ProxyAttempts(List.of()).without(NODE, PROXIES));
  }

  @Test
  void aUserIsToldTheNumbersOfTheSettingsAndTheOperatorTheNames() {
    ProxyAttempts attempts =
        new ProxyAttempts(
            List.of(
                new Attempt("proxy1.gnt.test:24999", false, "its name is not known"),
                new Attempt("unix:/run/vncauthproxy/ctrl.sock", false, "Broken pipe"),
                new Attempt("gone:1", false, "is not configured any more")));
    assertEquals(
        "No VNC proxy opened the console. proxy 2 could not be asked: its name is not known; proxy"
            + " 1 could not be asked: Broken pipe; a proxy could not be asked: is not configured"
            + " any more.",
        attempts.without(NODE, PROXIES));
    assertTrue(attempts.inFull().contains("unix:/run/vncauthproxy/ctrl.sock could not be asked"));
  }

  @Test
  void aLongReasonIsCutShort() {
    ProxyAttempts attempts =
        new ProxyAttempts(List.of(new Attempt("p1", true, "a".repeat(10_000))));
    assertTrue(attempts.without(NODE, PROXIES).length() < 300);
  }

  @Test
  void theProjectsLimitIsOneThatAProxyNamedItself() {
    String limit = VncProxyException.TOO_MANY_OF_PROJECT;
    assertTrue(limited(new Attempt("p1", true, limit)));
    assertTrue(
        limited(new Attempt("p1", true, "Refused: " + limit.toUpperCase(Locale.ROOT) + " (8).")));
    assertFalse(limited(new Attempt("p1", false, limit)));
    assertFalse(limited(new Attempt("p1", true, "Too many consoles")));
    assertTrue(limited(new Attempt("p1", false, "gone"), new Attempt("p2", true, limit)));
    assertFalse(limited());
  }

  @Test
  void whereAProxyRefusedForAnotherReasonTheLimitIsNotAllThereIsToSay() {
    Attempt limited = new Attempt("p1", true, VncProxyException.TOO_MANY_OF_PROJECT);
    Attempt wrong = new Attempt("p2", true, "authentication failure");
    assertTrue(new ProxyAttempts(List.of(limited, limited)).areAllAtTheirLimit());
    assertFalse(new ProxyAttempts(List.of(limited, wrong)).areAllAtTheirLimit());
    assertFalse(new ProxyAttempts(List.of()).areAllAtTheirLimit());
  }

  private static boolean limited(Attempt... attempts) {
    return new ProxyAttempts(List.of(attempts)).areAtTheirLimit();
  }
}
