package io.synnefo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.settings.ConsolePageSettings;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which gateways a page can go to. */
class GatewayCheckTest {
  private static final ConsolePageSettings ANY = new ConsolePageSettings(List.of());

  @ParameterizedTest
  @CsvSource({
    "ws://gate.example.org:6080/, https, true",
    "ws://128.0.0.1/, https, true",
    "ws://127.0.0.1.example.org/, https, true",
    "wss://gate.example.org/, https, false",
    "ws://gate.example.org/, http, false",
    "ws://LOCALHOST:6080/, https, false",
    "ws://127.0.0.1:6080/, https, false",
    "ws://[::1]/, https, false",
  })
  void browsersTakeEncryptionDownForThisMachineAlone(URI gateway, String scheme, boolean refused) {
    URI page = URI.create(scheme + "://cloud.example.org/console/");
    assertEquals(
        refused ? "its gateway " + gateway + " is ws: and the page https:" : null,
        GatewayCheck.unfit(gateway, page, ANY));
  }
}
