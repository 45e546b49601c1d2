package io.synnefo.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.amqp.MapConfig;
import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That the operator's page, the server's configuration and the code name the same things. */
class OperatorsPageTest {
  @Test
  void thePageHasTheLinesThatAddTheAdapter() throws Exception {
    assertEquals(3, configuration().size());
    String block = "\n    " + String.join("\n    ", configuration()) + "\n";
    assertTrue(page().contains(block), block);
  }

  @Test
  void theConfigurationNamesOurClassAtOurPlaceInJndi() throws Exception {
    String all = String.join("\n", configuration());
    assertTrue(all.contains("class-name=" + VncManagedConnectionFactory.class.getName()), all);
    assertTrue(all.contains("jndi-name=\"" + VncProxyConnectionFactory.NAME + "\""), all);
    assertTrue(all.contains("min-pool-size=0"), all);
  }

  @Test
  void theExampleOfThePageNeedsItsFilesAndNothingElse() throws Exception {
    String key = "    " + VncSettingsReader.OPTIONS + "=";
    String example = page().lines().filter(line -> line.startsWith(key)).findFirst().orElseThrow();
    IllegalArgumentException e =
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalArgumentException.class,
            () ->
                VncSettingsReader.read(
                    new MapConfig(
                        Map.of(VncSettingsReader.OPTIONS, example.substring(key.length())))));
    assertEquals(
        VncSettingsReader.OPTIONS
            + "[0].auth_password_file cannot be read: /etc/synnefo/vnc-password; "
            + VncSettingsReader.OPTIONS
            + "[0].ca_cert cannot be used: /etc/synnefo/ca.pem",
        e.getMessage());
  }

  private static List<String> configuration() throws IOException {
    return Files.readAllLines(Path.of("../server-config/cli/vnc.cli")).stream()
        .filter(line -> line.startsWith("/"))
        .toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/operator.md"));
  }
}
