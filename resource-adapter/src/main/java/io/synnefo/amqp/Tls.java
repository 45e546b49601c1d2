package io.synnefo.amqp;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS towards the broker: its certificate and its name are always verified. */
final class Tls {
  private Tls() {}

  /**
   * Makes the client speak TLS. The file is read now: a changed one needs no restart.
   *
   * @throws IllegalArgumentException when the file of authorities cannot be used
   */
  static void configure(ConnectionFactory client, Optional<String> caFile) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, caFile.isPresent() ? trust(Path.of(caFile.get())) : null, null);
      client.useSslProtocol(context);
      client.enableHostnameVerification();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("synnefo.amqp.ca-file: " + e); // a cause would hide it
    }
  }

  private static TrustManager @Nullable [] trust(Path pem)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(pem)) {
      for (Certificate ca : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + store.size(), ca);
      }
    }
    if (store.size() == 0) {
      throw new IOException("no certificate in " + pem);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
