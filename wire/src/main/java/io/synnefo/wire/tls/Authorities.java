package io.synnefo.wire.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Those who may vouch for the other side, from a file of the operator's. */
public final class Authorities {
  private Authorities() {}

  /**
   * Trust in the authorities of the PEM file, read now, and in no others.
   *
   * @throws IOException when the file cannot be read, or has none
   * @throws GeneralSecurityException when what it has is no certificate
   */
  public static TrustManager[] of(Path pem) throws GeneralSecurityException, IOException {
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
