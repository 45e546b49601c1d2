package io.synnefo.eventd;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** The packaged daemon against a broker with a certificate of a private authority. */
@Timeout(180)
class EventdTlsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String URI = BrokerUnderTest.property("synnefo.test.amqps.uri");

  private final BrokerUnderTest broker = new BrokerUnderTest();
  private DaemonUnderTest daemon;
  private Path authorities = Path.of("");

  @BeforeEach
  void declare(TestInfo test) throws Exception {
    Path work = Files.createDirectories(Path.of(BrokerUnderTest.property("synnefo.eventd.work")));
    Path root = Files.createTempDirectory(work, test.getTestMethod().orElseThrow().getName() + "-");
    broker.declareExchange();
    broker.bindQueue();
    authorities = root.resolve("ca.pem");
    daemon = new DaemonUnderTest(root, broker);
    daemon.set("amqp.ca-file", authorities.toString());
  }

  @AfterEach
  void clean() throws Exception {
    daemon.close();
    broker.remove();
  }

  @Test
  void onlyTheRightAuthorityOpensTheWayAndItsFileNeedsNoRestart() throws Exception {
    daemon.set("amqp.uris", URI);
    daemon.job(1, "success");
    daemon.start();
    daemon.awaitLog("amqp.ca-file: java.nio.file.NoSuchFileException");
    authority("other-ca-file");
    daemon.awaitLog(URI + ": TLS failed: unable to find valid certification path");
    assertEquals("", daemon.watermark());
    authority("ca-file");
    await().atMost(SOON).until(() -> daemon.watermark().equals("1-1\n"));
    assertEquals(1, broker.drain().size());
  }

  @Test
  void aBrokerByAnotherNameThanItsCertificatesIsRefused() throws Exception {
    String byName = URI.replace("127.0.0.1", "localhost");
    daemon.set("amqp.uris", byName);
    authority("ca-file");
    daemon.job(1, "success");
    daemon.start();
    daemon.awaitLog(byName + ": TLS failed: No name matching localhost found");
    assertEquals("", daemon.watermark());
  }

  private void authority(String property) throws Exception {
    Path file = Path.of(BrokerUnderTest.property("synnefo.test.amqps." + property));
    Files.copy(file, authorities, StandardCopyOption.REPLACE_EXISTING);
  }
}
