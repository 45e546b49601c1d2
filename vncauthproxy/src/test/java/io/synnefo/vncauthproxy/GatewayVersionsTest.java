package io.synnefo.vncauthproxy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows 26 and 27, at the gateway, where the token has said already that the viewer may. */
@Timeout(60)
class GatewayVersionsTest {
  @TempDir Path root = Path.of("");

  /** The server alone decides in 3.3; before 3.8 nothing follows the choice. */
  @ParameterizedTest
  @CsvSource({"003.003, 00000001, ''", "003.007, 0101, 01"})
  void viewersOfEarlierVersionsAreLetInToo(String version, String types, String choice)
      throws Exception {
    String said = "RFB " + version + "\n";
    try (Scene scene = new Scene(root, Map.of())) {
      scene.grant();
      try (Browser browser = scene.showing(scene.token)) {
        browser.hears(Browser.V3_8);
        browser.send(
            Frames.BINARY, HexFormat.of().formatHex(said.getBytes(StandardCharsets.US_ASCII)));
        browser.hears(types);
        browser.send(Frames.BINARY, choice);
        scene.speaks(browser);
      }
    }
  }
}
