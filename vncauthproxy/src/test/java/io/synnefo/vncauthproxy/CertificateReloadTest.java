package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.program.StatusClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificate is renewed while the proxy runs. */
@Timeout(60)
class CertificateReloadTest {
  private static final String NO_PAIR = " is not the key of the first certificate in ";

  @TempDir static Path made = Path.of("");
  @TempDir Path root = Path.of("");
  private static Certificates first;
  private static Certificates renewed;
  private static Certificates ofAnotherKind;
  private Path certificate = Path.of("");
  private Path key = Path.of("");
  private Scene scene;

  @BeforeAll
  static void makeCertificates() throws Exception {
    first = new Certificates(Files.createDirectory(made.resolve("first")), "EC");
    renewed = new Certificates(Files.createDirectory(made.resolve("renewed")), "EC");
    ofAnotherKind = new Certificates(Files.createDirectory(made.resolve("another")), "RSA");
  }

  @BeforeEach
  void start() throws Exception {
    certificate = root.resolve("cert.pem");
    key = root.resolve("key.pem");
    put(first.certificate, first.key);
    scene =
        new Scene(
            root,
            Map.of(
                "tls-certificate-file", certificate.toString(),
                "tls-key-file", key.toString(),
                "handshake-timeout-seconds", "20"),
            first);
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  private void put(Path itsCertificate, Path itsKey) throws IOException {
    Files.copy(itsCertificate, certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        itsKey,
        key,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES); // readable by nobody else
  }

  private String reload() throws Exception {
    return StatusClient.ask(scene.proxy.statusSocket, "reload");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aRenewedOneIsShownToWhoComesAndALiveConsoleGoesOn(String protocol) throws Exception {
    try (Browser live = scene.entered()) {
      for (Certificates next : new Certificates[] {renewed, ofAnotherKind}) {
        put(next.certificate, next.key);
        assertTrue(reload().startsWith(StatusDesk.WELL));
        next.connect(scene.port, protocol).close();
        SSLException foreign =
            assertThrows(SSLException.class, () -> first.connect(scene.port, protocol).close());
        assertTrue(String.valueOf(foreign.getMessage()).contains("PKIX"), foreign.getMessage());
      }
      scene.speaks(live).close();
      live.isClosed(CloseCode.ENDED);
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aKeyOfAnotherCertificateLeavesThePairFromBeforeInForce(boolean sameKind) throws Exception {
    put(renewed.certificate, sameKind ? first.key : ofAnotherKind.key);
    leavesTheOneFromBefore(key + NO_PAIR + certificate);
    put(renewed.certificate, renewed.key);
    assertTrue(reload().startsWith(StatusDesk.WELL));
    renewed.connect(scene.port, "TLSv1.3").close();
  }

  @ParameterizedTest
  @CsvSource({
    "cert.pem, '',                             cert.pem holds no certificate",
    "cert.pem, '-----BEGIN CERTIFICATE-----',  cert.pem is no PEM file of certificates",
    "cert.pem, 'ö',                            cert.pem is no PEM file of certificates",
    "key.pem,  '',                             key.pem holds no BEGIN PRIVATE KEY",
    "key.pem,  'ö',                            key.pem holds no BEGIN PRIVATE KEY",
    "key.pem,  '-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----', key.pem is no key of",
  })
  void aFileThatIsBrokenLeavesTheOneFromBefore(String file, String text, String problem)
      throws Exception {
    Files.writeString(root.resolve(file), text);
    leavesTheOneFromBefore(root.resolve(problem).toString());
  }

  @Test
  void aFileThatIsGoneLeavesTheOneFromBefore() throws Exception {
    Files.delete(certificate);
    leavesTheOneFromBefore("java.nio.file.NoSuchFileException: " + certificate);
  }

  private void leavesTheOneFromBefore(String problem) throws Exception {
    String answer = reload();
    assertTrue(answer.startsWith(StatusClient.NOT_WELL), answer);
    assertTrue(answer.contains(" the certificate is that from before: " + problem), answer);
    first.connect(scene.port, "TLSv1.3").close();
  }

  @Test
  void aProxyWhoseKeyIsNotItsCertificatesDoesNotStart() throws Exception {
    IOException refused =
        assertThrows(IOException.class, () -> new TlsKeys(renewed.certificate, first.key));
    assertEquals(first.key + NO_PAIR + renewed.certificate, refused.getMessage());
  }
}
