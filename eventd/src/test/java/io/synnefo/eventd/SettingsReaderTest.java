package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  @TempDir Path root = Path.of("");

  @BeforeEach
  void data() throws IOException {
    Files.writeString(root.resolve("ssconf_cluster_name"), "cluster.gnt.test\n");
    Path password = Files.writeString(root.resolve("password"), "top-secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aWholeFileIsRead() throws Exception {
    EventdSettings settings =
        new SettingsReader(Map.of())
            .file(whole("amqp.uris=amqp://a:1,amqps://b", "amqp.ca-file=/ca.pem"))
            .settings(Map.of());
    assertEquals("cluster.gnt.test", settings.clusterName());
    assertEquals(UUID, settings.clusterUuid());
    assertEquals("snf", settings.prefix());
    assertEquals(
        List.of(URI.create("amqp://a:1"), URI.create("amqps://b")), settings.broker().uris());
    assertEquals("ganeti", settings.broker().exchange());
    assertEquals(Optional.of(Path.of("/ca.pem")), settings.broker().caFile());
    assertFalse(settings.toString().contains("top-secret"));
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
  void everyFaultIsToldAtOnceAndNoCredentialWithThem() throws Exception {
    Files.setPosixFilePermissions(
        root.resolve("password"), PosixFilePermissions.fromString("rw-r--r--"));
    Path file =
        conf(
            "cluster-uuid=",
            "data-dir=" + root.resolve("none"),
            "prefix=snf-",
            "watermark-dir=" + root.resolve("none"),
            "amqp.uris=amqp://user:hunter2@h,http://x,::,amqp://ok",
            "amqp.password-file=" + root.resolve("password"),
            "colour=blue");
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> new SettingsReader(Map.of()).file(file).settings(Map.of()));
    String told = String.valueOf(refused.getMessage());
    for (String part :
        List.of(
            "cluster-uuid: is not set",
            "data-dir: the cluster's name",
            "prefix: must be",
            "watermark-dir: ",
            "must hold no credentials",
            "http://x is not amqp",
            "one of them is no URI",
            "amqp.username: is not set",
            "must not be readable by others",
            "colour: there is no such setting")) {
      assertTrue(told.contains(part), part + " in " + told);
    }
    assertEquals(10, told.lines().count(), told);
    assertFalse(told.contains("hunter2"));
  }

  private Path whole(String... more) throws IOException {
    return conf(
        String.join("\n", more),
        "cluster-uuid=" + UUID,
        "data-dir=" + root,
        "watermark-dir=" + root,
        "amqp.username=eventd",
        "amqp.password-file=" + root.resolve("password"));
  }

  private Path conf(String... lines) throws IOException {
    return Files.writeString(root.resolve("eventd.conf"), String.join("\n", lines) + "\n");
  }
}
