package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RapiClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LITTLE = Duration.ofMillis(500);

  @TempDir Path root = Path.of("");
  private RapiUnderTest rapi;
  private Path password;

  @BeforeEach
  void start() throws Exception {
    rapi = new RapiUnderTest();
    password = Files.writeString(root.resolve("password"), "top-secret\n");
  }

  @AfterEach
  void close() {
    rapi.close();
  }

  @Test
  void theClusterAndItsJobsAreTold() throws Exception {
    rapi.job(7, "create");
    assertEquals(
        new Luxid.ClusterInfo("cluster.gnt.test", RapiUnderTest.UUID, "node1.gnt.test"),
        client().cluster());
    RapiClient.Found found = client().job(7).orElseThrow();
    assertEquals(7, found.job().id());
    assertTrue(found.job().ended());
    assertTrue(found.file().startsWith("{\"id\":7,"), found.file());
    assertEquals(Optional.empty(), client().job(8));
  }

  @Test
  void aChangedPasswordNeedsNoRestart() throws Exception {
    RapiClient client = client();
    Files.writeString(password, "wrong");
    assertFault(client, "401: it does not know user eventd, or not that password");
    Files.writeString(password, "top-secret");
    client.cluster();
  }

  @Test
  void whatRapiRefusesIsSaidInAnOperatorsWords() {
    rapi.fails(403);
    assertFault(client(), "may not ask for jobs: needs option read");
    rapi.fails(504);
    assertFault(client(), "504: luxid does not answer");
    rapi.fails(500);
    assertFault(client(), "it answers 500");
    rapi.fails(302);
    assertFault(client(), "it answers 302");
  }

  @Test
  void anotherCertificateIsNamedAndGetsNoPassword() {
    EventdSettings.Rapi settings =
        new EventdSettings.Rapi(Optional.of(rapi.uri()), "eventd", password, "ab".repeat(32));
    assertFault(
        new RapiClient(settings, root, PATIENCE),
        "its certificate is not rapi.cert-sha256 but " + RapiUnderTest.sha256());
  }

  @Test
  void oneThatSaysNothingIsNotWaitedForLong() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String uri = "https://127.0.0.1:" + deaf.getLocalPort();
      assertFault(client(uri, LITTLE), "Read timed out");
    }
  }

  @Test
  void oneThatIsNotThereIsNamed() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertFault(
        client("https://127.0.0.1:" + port, LITTLE), "127.0.0.1:" + port + ": Connection refused");
  }

  @Test
  void anAnswerThatIsNoneOrEndlessIsRefused() {
    rapi.says(1, "no JSON");
    assertBad("job-1 is told in words that cannot be read");
    rapi.says(1, "{\"data\": [[[0, 1]");
    assertBad("job-1 is told in words that cannot be read");
    rapi.says(1, "{\"data\": [[[0, 1e99]]]}");
    assertBad("job-1 is not told as");
    rapi.says(1, "{\"data\": " + "[".repeat(9000) + "]".repeat(9000) + "}");
    assertBad("job-1 is not told as");
    rapi.says(1, "{\"fields\": " + "[".repeat(9000) + "]".repeat(9000) + "}");
    assertBad("job-1 is told in words that cannot be read");
    rapi.says(1, "{\"fields\": [" + "[],".repeat(4 << 20) + "[]]}");
    assertBad("job-1 is told in more than");
    rapi.says(1, "{\"fields\": \"" + "\\\"x".repeat(400_000) + "\"}");
    assertBad("job-1 is told in a text of more than");
    rapi.says(1, "{\"fields\": " + "9".repeat(1_100_000) + "}");
    assertBad("job-1 is told in a text of more than");
  }

  @Test
  void anotherJobThanTheOneAskedForIsRefused() throws Exception {
    rapi.says(1, RapiUnderTest.sample("create.answer"));
    assertThrows(BadJobFileException.class, () -> client().job(1));
  }

  @Test
  void withoutAHostItAsksAtTheAddressThatMovesWithTheMaster() throws Exception {
    EventdSettings.Rapi auto =
        new EventdSettings.Rapi(Optional.empty(), "eventd", password, RapiUnderTest.sha256());
    RapiClient client = new RapiClient(auto, root, PATIENCE);
    assertFault(client, "ssconf_master_ip");
    Files.writeString(root.resolve("ssconf_master_ip"), "127.0.0.9\n");
    assertFault(client, "RAPI at https://127.0.0.9:5080: ");
    Files.writeString(root.resolve("ssconf_master_ip"), "::1\n");
    assertFault(client, "RAPI at https://[::1]:5080: ");
    for (String none : List.of("evil/@x", "1:2", "::::", "")) {
      Files.writeString(root.resolve("ssconf_master_ip"), none + "\n");
      assertFault(client, "holds no address");
    }
  }

  private RapiClient client() {
    return client(rapi.uri().toString(), PATIENCE);
  }

  private RapiClient client(String uri, Duration patience) {
    EventdSettings.Rapi settings =
        new EventdSettings.Rapi(
            Optional.of(URI.create(uri)), "eventd", password, RapiUnderTest.sha256());
    return new RapiClient(settings, root, patience);
  }

  private void assertBad(String why) {
    BadJobFileException bad = assertThrows(BadJobFileException.class, () -> client().job(1));
    assertTrue(String.valueOf(bad.getMessage()).contains(why), bad.toString());
  }

  private static void assertFault(RapiClient client, String why) {
    IOException fault = assertThrows(IOException.class, client::cluster);
    assertTrue(String.valueOf(fault.getMessage()).contains(why), fault.toString());
    assertFalse(fault.toString().contains("top-secret"));
  }
}
