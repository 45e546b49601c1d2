package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The link to a broker with a certificate of a private authority; the suite names both. */
@Timeout(120)
class BrokerLinkTlsIT {
  private static final String URI = TestBroker.property("amqps.uri");
  private static final QueueSpec QUEUE = TestQueues.served("it-tls");

  @TempDir Path directory = Path.of("");
  private Path authorities = Path.of("");

  @BeforeEach
  void file() {
    authorities = directory.resolve("ca.pem");
  }

  @Test
  void onlyTheRightAuthorityOpensTheWayAndItsFileIsReadAtEachConnect() throws Exception {
    assertTrue(whyNot(URI).contains("synnefo.amqp.ca-file: java.nio.file.NoSuchFileException"));
    authority("amqps.other-ca-file");
    String why = whyNot(URI);
    assertTrue(
        why.startsWith("TLS to the broker failed") && why.contains("certification path"), why);
    authority("amqps.ca-file");
    try (BrokerLink link = new BrokerLink(settings(URI), QUEUE)) {
      link.deadLetters()
          .publish(
              MessageProperties.PERSISTENT_BASIC,
              new byte[0],
              "id",
              new Verdict.DeadLetter("reason", 0));
      assertFalse(link.isLost(), link.lossReason());
    }
  }

  @Test
  void aBrokerByAnotherNameThanItsCertificatesIsRefused() throws Exception {
    authority("amqps.ca-file");
    String why = whyNot(URI.replace("127.0.0.1", "localhost"));
    assertEquals("TLS to the broker failed: No name matching localhost found", why);
  }

  /** What the log would say. */
  private String whyNot(String uri) throws IOException {
    BrokerSettings settings = settings(uri);
    Exception failure =
        assertThrows(Exception.class, () -> new BrokerLink(settings, QUEUE).close());
    return LinkFailure.describe(failure, settings);
  }

  private BrokerSettings settings(String uri) throws IOException {
    String password = Files.readString(Path.of(TestBroker.property("amqp.password-file"))).trim();
    return new BrokerSettings(
        List.of(uri),
        TestBroker.property("amqp.username"),
        password,
        "it",
        "/",
        Optional.of(authorities.toString()),
        1,
        5,
        TestQueues.NONE);
  }

  private void authority(String name) throws IOException {
    Files.copy(
        Path.of(TestBroker.property(name)), authorities, StandardCopyOption.REPLACE_EXISTING);
  }
}
