package io.synnefo.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingValuesTest {
  @TempDir Path root = Path.of("");

  private static final Map<String, String> DEFAULTS =
      new TreeMap<>(Map.of("a.b-c", "1", "listen", "", "log-format", "text", "file", ""));

  private final SettingValues values =
      new SettingValues("P_", DEFAULTS, Map.of("old", "is file now"));

  private String faults() {
    return String.valueOf(
        assertThrows(SettingsException.class, values::requireNoFaults).getMessage());
  }

  private void file(String... lines) throws Exception {
    values.file(Files.write(root.resolve("conf"), List.of(lines)));
  }

  @Test
  void theEnvironmentStandsAboveTheFileAndTheCommandLineAboveBoth() throws Exception {
    assertEquals("1", values.text("a.b-c"));
    file("a.b-c = 2 ");
    assertEquals("2", values.text("a.b-c"));
    values.environment(Map.of("P_A_B_C", "3", "PATH", "/bin"));
    assertEquals("3", values.text("a.b-c"));
    values.override(Map.of("a.b-c", "4"));
    assertEquals(4, values.integer("a.b-c", 1, 9));
    assertEquals(Duration.ofSeconds(4), values.seconds("a.b-c", 1, 9));
    values.requireNoFaults();
  }

  @Test
  void whatIsUnknownIsNamedWhereverItStands() throws Exception {
    file("old = /x", "colour = blue");
    values.file(root.resolve("none"));
    values.environment(Map.of("P_COLOUR", "blue"));
    List<String> told = faults().lines().toList();
    assertEquals("colour: there is no such setting", told.get(0));
    assertEquals("old: is file now", told.get(1));
    assertTrue(told.get(2).startsWith(root.resolve("none") + " cannot be read: "), told.get(2));
    assertEquals("P_COLOUR: there is no such setting (environment)", told.get(3));
  }

  @Test
  void allThatIsWrongIsToldAtOnceAndBeginsWithItsSetting() throws Exception {
    Path secret = Files.writeString(root.resolve("secret"), "");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    file("a.b-c = x", "listen = here", "log-format = xml", "file = " + secret);
    assertEquals(2, values.integer("a.b-c", 2, 9));
    assertEquals(Optional.empty(), values.listen("listen"));
    assertEquals("text", values.word("log-format", "text", "json"));
    values.secret("file");
    Path long108 = Path.of("/" + "x".repeat(107));
    values.socket("file", long108);
    values.fault("mine: too");
    assertEquals(
        List.of(
            "a.b-c: must be a number from 2 to 9",
            "listen: here is not host:port",
            "log-format: is text or json, not xml",
            "file: " + secret + " must not be readable by others",
            "file: " + long108 + " is longer than 107 characters",
            "mine: too"),
        faults().lines().toList());
  }

  @Test
  void whatIsNotSetIsNoFaultUnlessItIsRequired() throws Exception {
    assertEquals(Optional.empty(), values.path("file"));
    assertEquals(Optional.empty(), values.secret("file"));
    assertEquals(Optional.empty(), values.listen("listen"));
    assertEquals(List.of(), values.list("file"));
    values.requireNoFaults();
    values.required("file");
    assertEquals("file: is not set", faults());
  }

  @Test
  void anAddressMayBeOfEitherKind() throws Exception {
    file("listen = [::1]:80", "file = a, b,,");
    assertEquals(80, values.listen("listen").orElseThrow().getPort());
    assertEquals(List.of("a", "b"), values.list("file"));
    values.requireNoFaults();
  }
}
