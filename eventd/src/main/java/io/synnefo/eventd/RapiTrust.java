package io.synnefo.eventd;

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
 * Trusts one certificate. Ganeti's is signed by itself and names no host, so that neither a chain
 * nor a name can be looked at: JSSE leaves both to an extended trust manager.
 */
final class RapiTrust extends X509ExtendedTrustManager {
  private final byte[] sha256;

  private RapiTrust(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** Trusts the certificate with that digest (in hex), and no other. */
  static SSLContext in(String sha256) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager trust = new RapiTrust(HexFormat.of().parseHex(sha256));
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private void check(X509Certificate... chain) throws CertificateException {
    try {
      byte[] shown = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
      if (!MessageDigest.isEqual(shown, sha256)) {
        String hex = HexFormat.of().formatHex(shown);
        throw new CertificateException("its certificate is not rapi.cert-sha256 but " + hex);
      }
    } catch (NoSuchAlgorithmException e) {
      throw new CertificateException(e);
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
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
