package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Answers questions for jobs as the RAPI of a real Ganeti 3.0.2 does, which lets samples speak. */
final class RapiUnderTest implements AutoCloseable {
  static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final char[] SECRET = "not-a-secret".toCharArray();
  private static final Pattern ASKED =
      Pattern.compile(".*\"qfilter\":\\[\"=\",\"id\",(\\d+)]}", Pattern.DOTALL);
  private static final KeyStore KEYS = keys();

  private final HttpsServer server;
  private final Map<Long, String> jobs = new ConcurrentHashMap<>();
  final List<Long> asked = new CopyOnWriteArrayList<>();
  private volatile String info = info(UUID, "node1.gnt.test");
  private volatile int status = 200;

  RapiUnderTest() throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(KEYS, SECRET);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/2/info", exchange -> answer(exchange, info));
    server.createContext("/2/query/job", exchange -> answer(exchange, job(exchange)));
    server.start();
  }

  /** How to ask it; the password's file is the caller's. */
  EventdSettings.Rapi settings(Path password) {
    return new EventdSettings.Rapi(Optional.of(uri()), "eventd", password, sha256());
  }

  URI uri() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  static String sha256() {
    try {
      byte[] certificate = KEYS.getCertificate("rapi").getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sample(String name) throws IOException {
    return Files.readString(Samples.directory("/rapi-query").resolve(name + ".json"), UTF_8);
  }

  /** The job is like that sample, but for its id. */
  void job(long id, String sample) throws IOException {
    String text = sample(sample + ".answer");
    jobs.put(id, text.replaceFirst("\\[0, \\d+]", "[0, " + id + "]"));
  }

  /** It is told in these words. */
  void says(long id, String text) {
    jobs.put(id, text);
  }

  void isOf(String uuid, String master) {
    info = info(uuid, master);
  }

  /** Every answer has that status from now on. */
  void fails(int code) {
    status = code;
  }

  private static String info(String uuid, String master) {
    return "{\"software_version\": \"3.0.2\", \"name\": \"cluster.gnt.test\", \"master\": \"%s\", "
            .formatted(master)
        + "\"uuid\": \"%s\", \"tags\": []}".formatted(uuid);
  }

  private String job(HttpExchange exchange) throws IOException {
    String question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Matcher id = ASKED.matcher(question);
    if (!exchange.getRequestMethod().equals("PUT") || !id.matches()) {
      throw new IOException("not asked as Ganeti wants it: " + question);
    }
    long job = Long.parseLong(id.group(1));
    asked.add(job);
    String unknown = sample("unknown.answer").replaceFirst("999", id.group(1));
    return jobs.getOrDefault(job, unknown);
  }

  private void answer(HttpExchange exchange, String text) throws IOException {
    byte[] expected = Base64.getEncoder().encode("eventd:top-secret".getBytes(UTF_8));
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    boolean known = ("Basic " + new String(expected, UTF_8)).equals(given);
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(known ? status : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** The JDK signs certificates by its tool only; like Ganeti's own, this one names no host. */
  private static KeyStore keys() {
    try {
      Path directory = Files.createTempDirectory("rapi-keys");
      Path file = directory.resolve("keys");
      List<String> command =
          new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/keytool") + ""));
      command.addAll(List.of("-genkeypair", "-alias", "rapi", "-keyalg", "EC"));
      command.addAll(List.of("-dname", "CN=ganeti.example.com", "-storetype", "PKCS12"));
      command.addAll(List.of("-keystore", file.toString(), "-storepass", new String(SECRET)));
      Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String told = new String(tool.getInputStream().readAllBytes(), UTF_8);
      if (!tool.waitFor(60, TimeUnit.SECONDS) || tool.exitValue() != 0) {
        throw new IllegalStateException(told);
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        keys.load(in, SECRET);
      }
      Files.delete(file);
      Files.delete(directory);
      return keys;
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
