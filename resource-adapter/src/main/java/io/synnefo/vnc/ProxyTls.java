package io.synnefo.vnc;

import io.synnefo.wire.tls.Authorities;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS to a proxy, 1.2 or newer, as the settings of old understand it.
 *
 * @param caFile PEM file of the authorities that may vouch for it, read at each connection; empty:
 *     anybody may
 * @param strict whether its certificate must be for the name that the settings have
 */
record ProxyTls(Optional<Path> caFile, boolean strict) {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /**
   * The same way, encrypted.
   *
   * @throws IOException when hands cannot be shaken, or the file of authorities cannot be used
   */
  Socket over(Socket way, String host, int port) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust(), null);
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(way, host, port, true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(VERSIONS);
      if (strict) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
      }
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be used: " + e.getMessage(), e);
    }
  }

  private TrustManager[] trust() throws GeneralSecurityException, IOException {
    return caFile.isPresent() ? Authorities.of(caFile.get()) : new TrustManager[] {new Anybody()};
  }

  /**
   * What {@code enable_ssl} without {@code ca_cert} has always meant: who listens only learns
   * nothing. The start warns of it.
   */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
