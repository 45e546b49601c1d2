package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.program.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";

  private static final List<String> FAULTS =
      List.of(
          "cluster-uuid: is no UUID",
          "is not of lower-case letters",
          "prefix: snf is there twice",
          "watermark-dir: is state-dir now",
          "state-dir: ",
          "spool-max-mib: must be a number from 1",
          "archive-lookback-jobs: must be a number from 0",
          "status-socket: ",
          "metrics-listen: localhost is not host:port",
          "log-format: is text or json, not xml",
          "must hold no credentials",
          "http://x is not amqp",
          "one of them is no URI",
          "amqp.username: is not set",
          "must not be readable by others",
          "colour: there is no such setting");

  @TempDir Path root = Path.of("");

  @BeforeEach
  void data() throws IOException {
    Path password = Files.writeString(root.resolve("password"), "top-secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aWholeFileIsRead() throws Exception {
    EventdSettings settings =
        new SettingsReader(Map.of())
            .file(
                whole(
                    "amqp.uris=amqp://a:1,amqps://b",
                    "amqp.ca-file=" + root.resolve("password"),
                    "prefix=snf, lab-2",
                    "metrics-listen=127.0.0.1:9464"))
            .settings(Map.of());
    assertEquals(UUID, settings.clusterUuid());
    assertEquals(List.of("snf", "lab-2"), settings.prefixes());
    assertEquals(256L << 20, settings.spoolMaxBytes());
    assertEquals(100_000, settings.archiveLookbackJobs());
    assertEquals(root.resolve("status.sock"), settings.statusSocket());
    assertEquals(9464, settings.metricsListen().orElseThrow().getPort());
    assertEquals(
        List.of(URI.create("amqp://a:1"), URI.create("amqps://b")), settings.broker().uris());
    assertEquals("ganeti", settings.broker().exchange());
    assertEquals(Optional.of(root.resolve("password")), settings.broker().caFile());
    assertFalse(settings.toString().contains("top-secret"));
  }

  @Test
  void anAddressThatTheBrokersClientCannotUseIsAFaultOfTheSettings() throws Exception {
    for (String uri :
        List.of("amqp://h:5672//", "amqp://h/", "amqp://h/a/b", "amqp://h:99999", "amqp://h:0")) {
      Path file = whole("amqp.uris=" + uri);
      SettingsException refused =
          assertThrows(
              SettingsException.class,
              () -> new SettingsReader(Map.of()).file(file).settings(Map.of()));
      String told = String.valueOf(refused.getMessage());
      assertTrue(told.startsWith("amqp.uris: " + uri + " is not amqp://host"), told);
    }
    assertEquals(
        List.of(URI.create("amqp://h/%2F"), URI.create("amqps://[fd00::1]:5671/vhost")),
        new SettingsReader(Map.of())
            .file(whole("amqp.uris=amqp://h/%2F,amqps://[fd00::1]:5671/vhost"))
            .settings(Map.of())
            .broker()
            .uris());
  }

  @Test
  void eachFaultIsToldOnceAndWithoutWhatMayBeASecret() throws Exception {
    assertFaults(List.of("amqp.uris: is not set"), Map.of(), "amqp.uris=");
    assertFaults(List.of("prefix: is not set"), Map.of(), "prefix=");
    assertFaults(
        List.of("amqp.uris: one of them goes on after the virtual host"),
        Map.of(),
        "amqp.uris=amqp://h?password=hunter2");
    assertFaults(
        List.of("queue-dir: is no path: Nul character not allowed"),
        Map.of(),
        "queue-dir=/x\\u0000y");
    assertFaults(
        List.of("amqp.password-file: " + root + " is a directory"),
        Map.of(),
        "amqp.password-file=" + root);
    assertFaults(
        List.of("amqp.password-file: /none is not there, or its directory is closed to this user"),
        Map.of(),
        "amqp.password-file=/none");
    assertFaults(List.of("amqp.password-file: is not set"), Map.of(), "amqp.password-file=");
    assertFaults(
        List.of("spool-max-mib: must be a number from 1 to 1048576"), Map.of(), "spool-max-mib=");
    assertFaults(
        List.of("SYNNEFO_EVENTD_SPOOL_MAX_MBI: there is no such setting (environment)"),
        Map.of("SYNNEFO_EVENTD_SPOOL_MAX_MBI", "9"));
  }

  private void assertFaults(List<String> faults, Map<String, String> environment, String... lines)
      throws Exception {
    Path file = whole(lines);
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> new SettingsReader(environment).file(file).settings(Map.of()));
    assertEquals(String.join(System.lineSeparator(), faults), refused.getMessage());
  }

  @Test
  void rapiIsAskedOnlyWhereThatIsSet() throws Exception {
    assertEquals(
        Optional.empty(), new SettingsReader(Map.of()).file(whole()).settings(Map.of()).rapi());
    String pin = "AB:".repeat(31) + "AB";
    EventdSettings.Rapi auto = rapi("rapi.uri=auto", "rapi.cert-sha256=" + pin);
    assertEquals(Optional.empty(), auto.uri());
    assertEquals("ab".repeat(32), auto.certSha256());
    EventdSettings.Rapi fixed = rapi("rapi.uri=https://[fd00::1]:5080", "rapi.cert-sha256=" + pin);
    assertEquals(Optional.of(URI.create("https://[fd00::1]:5080")), fixed.uri());
  }

  @Test
  void whatIsWrongWithRapiIsTold() throws Exception {
    Files.setPosixFilePermissions(
        root.resolve("password"), PosixFilePermissions.fromString("rw-r--r--"));
    for (String uri :
        List.of("http://h:5080", "https://u:hunter2@h:5080", "https://h", "h:99999")) {
      SettingsException refused =
          assertThrows(
              SettingsException.class,
              () -> rapi("rapi.uri=" + uri, "rapi.username=", "rapi.cert-sha256=abc"));
      String told = String.valueOf(refused.getMessage());
      assertTrue(told.contains("rapi.uri: is neither auto nor https://host:port"), told);
      assertTrue(told.contains("rapi.username: is not set"), told);
      assertTrue(told.contains("rapi.password-file: "), told);
      assertTrue(told.contains("rapi.cert-sha256: is not"), told);
      assertFalse(told.contains("hunter2"));
    }
  }

  private EventdSettings.Rapi rapi(String... more) throws Exception {
    Path file =
        whole(
            "rapi.username=eventd",
            "rapi.password-file=" + root.resolve("password"),
            String.join("\n", more));
    return new SettingsReader(Map.of()).file(file).settings(Map.of()).rapi().orElseThrow();
  }

  @Test
  void theEnvironmentOverridesTheFileAndTheCommandLineBoth() throws Exception {
    Map<String, String> environment =
        Map.of(
            "SYNNEFO_EVENTD_QUEUE_DIR", "/env",
            "SYNNEFO_EVENTD_AMQP_USERNAME", "from-env",
            "GANETI_HOSTNAME", "node9.gnt.test");
    EventdSettings settings =
        new SettingsReader(environment)
            .file(whole("queue-dir=/file"))
            .settings(Map.of("queue-dir", "/option"));
    assertEquals(Path.of("/option"), settings.queueDir());
    assertEquals("from-env", settings.broker().username());
    assertEquals("node9.gnt.test", settings.nodeName());
  }

  @Test
  void whoAsksTheDaemonNeedsItsSocketAlone() throws Exception {
    Path file = conf("state-dir=/not-there");
    assertEquals(
        Path.of("/not-there/status.sock"),
        new SettingsReader(Map.of()).file(file).statusSocket(Map.of()));
  }

  @Test
  void everyFaultIsToldAtOnceAndNoCredentialWithThem() throws Exception {
    Files.setPosixFilePermissions(
        root.resolve("password"), PosixFilePermissions.fromString("rw-r--r--"));
    Path file =
        conf(
            "cluster-uuid=UPPER",
            "prefix=snf,snf,snf-",
            "watermark-dir=" + root,
            "state-dir=" + root.resolve("none"),
            "spool-max-mib=0",
            "archive-lookback-jobs=never",
            "status-socket=/" + "x".repeat(107),
            "metrics-listen=localhost",
            "log-format=xml",
            "amqp.uris=amqp://user:hunter2@h,http://x,::,amqp://ok",
            "amqp.password-file=" + root.resolve("password"),
            "colour=blue");
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> new SettingsReader(Map.of()).file(file).settings(Map.of()));
    String told = String.valueOf(refused.getMessage());
    for (String part : FAULTS) {
      assertTrue(told.contains(part), part + " in " + told);
    }
    assertEquals(16, told.lines().count(), told);
    assertFalse(told.contains("hunter2"));
  }

  private Path whole(String... more) throws IOException {
    return conf(
        "cluster-uuid=" + UUID,
        "data-dir=" + root,
        "state-dir=" + root,
        "amqp.username=eventd",
        "amqp.password-file=" + root.resolve("password"),
        String.join("\n", more)); // what comes later wins
  }

  private Path conf(String... lines) throws IOException {
    return Files.writeString(root.resolve("eventd.conf"), String.join("\n", lines) + "\n");
  }
}
