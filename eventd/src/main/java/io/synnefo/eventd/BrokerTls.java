package io.synnefo.eventd;

import io.synnefo.program.Faults;
import io.synnefo.wire.tls.Authorities;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Whom the daemon trusts to vouch for a broker. */
final class BrokerTls {
  private BrokerTls() {}

  /**
   * Trusts the authorities in that PEM file, and no others.
   *
   * @throws IOException when it cannot be read or holds no certificate
   */
  static SSLContext trusting(Path caFile) throws IOException, GeneralSecurityException {
    TrustManager[] trust;
    try {
      trust = Authorities.of(caFile);
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException("amqp.ca-file: " + Faults.text(e)); // a cause would hide it
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust, null);
    return context;
  }
}
