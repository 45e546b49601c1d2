package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.queue.QueueConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerSettingsTest {
  @Test
  void theDefaultsNeedNoSetting() {
    BrokerSettings settings = BrokerSettings.of(config(Map.of()));
    assertEquals(List.of("amqp://127.0.0.1:5672"), settings.uris());
    assertEquals("snf", settings.prefix());
    assertEquals(4, settings.sessions());
    assertEquals(5, settings.maxAttempts());
    assertFalse(settings.usesTls());
  }

  @Test
  void everyKeyReachesItsField() {
    BrokerSettings settings =
        BrokerSettings.of(
            config(
                Map.of(
                    "synnefo.amqp.uris", "amqps://a:1, amqps://b:2",
                    "synnefo.amqp.username", "u",
                    "synnefo.amqp.password", "p",
                    "synnefo.amqp.virtual-host", "v",
                    "synnefo.amqp.ca-file", "/ca.pem",
                    "synnefo.prefix", "x",
                    "synnefo.dispatch.sessions", "2",
                    "synnefo.dispatch.max-attempts", "7")));
    assertEquals(
        new BrokerSettings(
            List.of("amqps://a:1", "amqps://b:2"),
            "u",
            "p",
            "x",
            "v",
            Optional.of("/ca.pem"),
            2,
            7,
            new QueueConfiguration("x", Optional.empty(), false).load()),
        settings);
    assertTrue(settings.usesTls());
  }

  @Test
  void allErrorsAreToldAtOnce() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                BrokerSettings.of(
                    config(
                        Map.of(
                            "synnefo.amqp.uris", "http://a",
                            "synnefo.prefix", "No Good",
                            "synnefo.dispatch.max-attempts", "50",
                            "synnefo.dispatch.sessions", "0"))));
    assertTrue(
        String.valueOf(error.getMessage()).contains("not below the broker's own limit, 50"),
        error.getMessage());
    assertTrue(
        String.valueOf(error.getMessage()).contains("synnefo.amqp.uris"), error.getMessage());
    assertTrue(String.valueOf(error.getMessage()).contains("synnefo.prefix"), error.getMessage());
    assertTrue(
        String.valueOf(error.getMessage()).contains("synnefo.dispatch.sessions"),
        error.getMessage());
  }

  @Test
  void aQueueConfigurationThatIsWrongIsAnErrorToo() {
    Map<String, String> debug = Map.of("synnefo.dispatch.debug", "yes");
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> BrokerSettings.of(config(debug)));
    assertEquals("synnefo.dispatch.debug must be true or false: yes", error.getMessage());
  }

  @Test
  void aQueueIsServedAsItSaysOrElseAsTheOthersAndNotAtAllWithoutAHandler() {
    BrokerSettings settings = BrokerSettings.of(config(Map.of("synnefo.dispatch.sessions", "3")));
    List<QueueSpec> queues = QueueSpec.of(settings);
    assertEquals("snf-events-op", queues.get(0).name());
    assertEquals(3, queues.get(0).sessions());
    assertEquals("snf-events-network", queues.get(1).name());
    assertEquals(0, queues.get(1).sessions());
    assertEquals("snf-heartbeat", queues.get(4).name());
    assertEquals(1, queues.get(4).sessions(), "its own, whatever the others have");
  }

  @Test
  void anOperatorsQueueHasTheLimitsOfItsEntry(@TempDir Path dir) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("queues.json"),
            "{\"queues\": [{\"name\": \"own\", \"handler\": \"h\", \"sessions\": 2, \"maxAttempts\": 9},"
                + " {\"name\": \"other\", \"handler\": \"h\"}]}");
    List<QueueSpec> queues =
        QueueSpec.of(
            BrokerSettings.of(
                config(
                    Map.of(
                        "synnefo.dispatch.queues-file", file.toString(),
                        "synnefo.dispatch.sessions", "3",
                        "synnefo.dispatch.max-attempts", "7"))));
    QueueSpec own = queues.stream().filter(q -> q.name().equals("own")).findFirst().orElseThrow();
    QueueSpec other =
        queues.stream().filter(q -> q.name().equals("other")).findFirst().orElseThrow();
    assertEquals(
        List.of(2, 9, 3, 7),
        List.of(own.sessions(), own.maxAttempts(), other.sessions(), other.maxAttempts()));
  }

  @Test
  void theRetryPauseDoublesUpToAMinuteOrSo() {
    QueueSpec queue = TestQueues.served("q");
    assertEquals(Duration.ofSeconds(1), queue.retryPause(1));
    assertEquals(Duration.ofSeconds(8), queue.retryPause(4));
    assertEquals(Duration.ofSeconds(64), queue.retryPause(49));
  }

  @Test
  void allBrokersAreReachedByTlsOrNone() {
    Map<String, String> mixed = Map.of("synnefo.amqp.uris", "amqp://a:1,amqps://b:2");
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> BrokerSettings.of(config(mixed)));
    assertTrue(String.valueOf(error.getMessage()).contains("mixes"), error.getMessage());
  }

  @Test
  void aPasswordIsNeitherShownNorAcceptedInAnAddress() {
    Map<String, String> secret = Map.of("synnefo.amqp.password", "hush");
    assertFalse(BrokerSettings.of(config(secret)).toString().contains("hush"));
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> BrokerSettings.of(config(Map.of("synnefo.amqp.uris", "amqp://u:hush@h:1"))));
    assertFalse(String.valueOf(error.getMessage()).contains("hush"));
  }

  /** There it would have no effect, and a user without rights to "/" would be told so instead. */
  @Test
  void aVirtualHostInAnAddressIsRefused() {
    for (String uri : List.of("amqp://h:1/synnefo", "amqp://h:1/%2F", "amqp://h:1?heartbeat=5")) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> BrokerSettings.of(config(Map.of("synnefo.amqp.uris", "amqp://a:1," + uri))));
      assertEquals(
          "synnefo.amqp.uris has an entry with a path or a query;"
              + " the virtual host is synnefo.amqp.virtual-host",
          error.getMessage(),
          uri);
    }
    assertEquals(
        List.of("amqp://h:1/"),
        BrokerSettings.of(config(Map.of("synnefo.amqp.uris", "amqp://h:1/"))).uris());
  }

  private static Config config(Map<String, String> values) {
    return new MapConfig(values);
  }
}
