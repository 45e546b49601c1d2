package io.synnefo.wire.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts exactly one certificate. Ganeti's is self-signed and names no host, so neither a chain nor
 * a name can be checked; JSSE leaves both to an extended trust manager, for this context alone.
 */
public final class PinnedTrust extends X509ExtendedTrustManager {
  private final byte[] sha256;
  private final String pin;

  private PinnedTrust(byte[] sha256, String pin) {
    this.sha256 = sha256;
    this.pin = pin;
  }

  /**
   * A TLS context whose connections end in a handshake failure on any other certificate.
   *
   * @param certificateSha256 the certificate's digest, in hex
   * @param pin what the failure calls the digest, as {@code rapi.cert-sha256}
   */
  public static SSLContext contextFor(String certificateSha256, String pin) {
    byte[] sha256 = HexFormat.of().parseHex(certificateSha256);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedTrust(sha256, pin)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    byte[] shown;
    try {
      shown = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new CertificateException(e);
    }
    if (!MessageDigest.isEqual(shown, sha256)) {
      throw new CertificateException(
          "its certificate is not " + pin + " but " + HexFormat.of().formatHex(shown));
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
