package io.synnefo.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrontSettingsTest {
  @Test
  void aPublicUrlLosesItsLastSlash() {
    assertEquals(
        Optional.of(URI.create("https://cloud.example.org:8443")),
        new PublicUrlSettings(Optional.of(URI.create("https://cloud.example.org:8443/"))).url());
  }

  @Test
  void whatNoClientCouldUseIsRefused() {
    for (String url : new String[] {"cloud.example.org", "ftp://a", "http://a/?b", "http:///x"}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new PublicUrlSettings(Optional.of(URI.create(url))),
          url);
    }
  }

  @Test
  void aTokenMustLiveAWhileButNotForEver() {
    assertThrows(IllegalArgumentException.class, () -> new TokenSettings(Duration.ofSeconds(59)));
    assertThrows(IllegalArgumentException.class, () -> new TokenSettings(Duration.ofDays(366)));
    assertEquals(Duration.ofHours(8), new TokenSettings(TokenSettings.DEFAULT_LIFETIME).lifetime());
  }

  @Test
  void ofAGatewaysAddressThePageNeedsWhereItIsAlone() {
    ConsolePageSettings settings =
        new ConsolePageSettings(
            List.of(
                URI.create("wss://gate.example.org/console"),
                URI.create("wss://gate.example.org/"),
                URI.create("ws://10.0.0.1:6080")));
    assertEquals(
        List.of(URI.create("wss://gate.example.org"), URI.create("ws://10.0.0.1:6080")),
        settings.gateways());
  }

  @Test
  void thePageReachesTheGatewaysThatAreListedOrAllIfNoneIs() {
    ConsolePageSettings listed =
        new ConsolePageSettings(List.of(URI.create("wss://Gate.example.org:443/x")));
    assertTrue(listed.reaches(URI.create("wss://gate.example.org/console")));
    assertTrue(listed.reaches(URI.create("wss://GATE.example.org:443/")));
    assertFalse(listed.reaches(URI.create("ws://gate.example.org/console")));
    assertFalse(listed.reaches(URI.create("wss://gate.example.org:6080/")));
    assertFalse(listed.reaches(URI.create("wss://other.example.org/")));
    assertTrue(new ConsolePageSettings(List.of()).reaches(URI.create("ws://any.example.org/")));
  }

  /** A browser drops such a source of the page's policy, and with it every console. */
  @Test
  void aGatewaysAddressOfIpv6IsRefusedWithTheReason() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ConsolePageSettings(List.of(URI.create("wss://[2001:db8::5]:6080"))));
    assertEquals(
        "synnefo.console.gateways: browsers' policies know no IPv6 addresses, give it a name: "
            + "wss://[2001:db8::5]:6080",
        refused.getMessage());
  }

  @Test
  void whatIsNoGatewayIsRefused() {
    for (String url : new String[] {"https://a", "wss:///x", "gate.example.org", "wss:a"}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ConsolePageSettings(List.of(URI.create(url))),
          url);
    }
  }
}
