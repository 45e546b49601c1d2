package io.synnefo.testbed.ganeti;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** RAPI without our client, to see what is on the wire. */
public final class RawRapi {
  private final URI rapi;
  private final String user;
  private final String password;

  /** Of the cluster that answers there. */
  public RawRapi(GanetiEnv env) {
    this(env.rapi(), env.username(), env.password());
  }

  /** Of the one that answers there, whatever its certificate. */
  public RawRapi(URI rapi, String user, String password) {
    this.rapi = rapi;
    this.user = user;
    this.password = password;
  }

  /** What came back. */
  public record Answer(int status, String contentType, String connection, String body) {}

  /**
   * What our client has no call for: the id of the job that it is.
   *
   * @param body empty for none
   * @throws IOException also when it is refused
   */
  public long submit(String method, String path, String body) throws IOException {
    Answer answer = call(method, path, "application/json", body);
    if (answer.status() != HttpsURLConnection.HTTP_OK) {
      throw new IOException(method + " " + path + ": " + answer.status() + " " + answer.body());
    }
    return Long.parseLong(answer.body());
  }

  /** One request. */
  public Answer call(String method, String path, String contentType, String body)
      throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection) rapi.resolve(path).toURL().openConnection();
    connection.setSSLSocketFactory(trustingContext().getSocketFactory());
    connection.setHostnameVerifier((host, session) -> true);
    connection.setConnectTimeout(10_000);
    connection.setReadTimeout(10_000);
    connection.setRequestMethod(method);
    String credentials = user + ":" + password;
    connection.setRequestProperty(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
    if (!body.isEmpty()) {
      connection.setRequestProperty("Content-Type", contentType);
      connection.setDoOutput(true);
      connection.getOutputStream().write(body.getBytes(UTF_8));
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(
          status,
          connection.getContentType(),
          connection.getHeaderField("Connection"),
          new String(in.readAllBytes(), UTF_8).strip());
    }
  }

  private static SSLContext trustingContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
