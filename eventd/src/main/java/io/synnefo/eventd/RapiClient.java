package io.synnefo.eventd;

import io.synnefo.eventd.EventdSettings.Rapi;
import io.synnefo.wire.tls.PinnedTrust;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Asks the remote API of the node that is master, one question at a time. It does not wait for
 * long: Ganeti itself waits half a minute for a luxid that is away.
 */
final class RapiClient {
  private static final int CONNECT_MILLIS = 5000;
  private static final int MAX_ANSWER = JobFile.MAX_BYTES + (1 << 20);
  private static final int DEFAULT_PORT = 5080;
  private static final int HTTP_OK = 200;
  private static final JsonParserFactory PARSERS =
      Json.createParserFactory(Map.of("org.eclipse.parsson.maxDepth", 100));

  private final Rapi settings;
  private final Path masterAddress;
  private final Duration patience;
  private final SSLContext tls;

  RapiClient(Rapi settings, Path dataDir) {
    this(settings, dataDir, Duration.ofSeconds(10));
  }

  /** Waits that long for a part of an answer, and twice as long for the whole. */
  RapiClient(Rapi settings, Path dataDir, Duration patience) {
    this.settings = settings;
    this.masterAddress = dataDir.resolve("ssconf_master_ip");
    this.patience = patience;
    this.tls = PinnedTrust.contextFor(settings.certSha256(), "rapi.cert-sha256");
  }

  /**
   * A job that has ended, or not yet.
   *
   * @param file its file, less what no event needs
   */
  record Found(Job job, String file) {}

  @FunctionalInterface
  private interface Reading<T> {
    T of(JsonParser answer) throws IOException, BadJobFileException;
  }

  /** Which cluster it is, and who is its master. */
  Luxid.ClusterInfo cluster() throws IOException {
    try {
      return ask("its cluster", "/2/info", "", RapiClient::cluster);
    } catch (BadJobFileException e) {
      throw new IOException("RAPI: " + e.getMessage(), e);
    }
  }

  /**
   * The job; empty if the master knows none of that id.
   *
   * @throws BadJobFileException if it is told, but of no use
   */
  Optional<Found> job(long id) throws IOException, BadJobFileException {
    String name = "job-" + id;
    String question =
        BoundedValue.BUILDERS
            .createObjectBuilder()
            .add("fields", BoundedValue.BUILDERS.createArrayBuilder(RapiJobReader.FIELDS))
            .add("qfilter", BoundedValue.BUILDERS.createArrayBuilder().add("=").add("id").add(id))
            .build()
            .toString();
    Optional<JsonObject> told =
        ask(name, "/2/query/job", question, answer -> new RapiJobReader(name, answer).file());
    if (told.isEmpty()) {
      return Optional.empty();
    }
    String file = told.get() + "\n";
    return Optional.of(new Found(JobFile.parse(name, new StringReader(file)), file));
  }

  /** An answer that is there, but of no use, is a bad job file: others may be better. */
  private <T> T ask(String what, String path, String question, Reading<T> reading)
      throws IOException, BadJobFileException {
    URI base = base();
    HttpsURLConnection rapi =
        (HttpsURLConnection) base.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
    rapi.setSSLSocketFactory(tls.getSocketFactory());
    rapi.setConnectTimeout(CONNECT_MILLIS);
    rapi.setReadTimeout((int) patience.toMillis());
    rapi.setInstanceFollowRedirects(false);
    rapi.setRequestProperty("Authorization", credentials());
    try {
      if (!question.isEmpty()) {
        rapi.setRequestMethod("PUT");
        rapi.setDoOutput(true);
        rapi.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = rapi.getOutputStream()) {
          out.write(question.getBytes(StandardCharsets.UTF_8));
        }
      }
      if (rapi.getResponseCode() != HTTP_OK) {
        throw new IOException(refusal(rapi.getResponseCode()));
      }
      return read(what, rapi, reading);
    } catch (IOException e) {
      throw new IOException("RAPI at " + base + ": " + BrokerFaults.oneLine(e), e);
    } finally {
      rapi.disconnect();
    }
  }

  private <T> T read(String what, HttpsURLConnection rapi, Reading<T> reading)
      throws IOException, BadJobFileException {
    try (InputStream whole = rapi.getInputStream();
        InputStream in = new BoundedStream(whole, MAX_ANSWER, patience.multipliedBy(2));
        JsonParser answer = PARSERS.createParser(in, StandardCharsets.UTF_8)) {
      return reading.of(answer);
    } catch (BoundedStream.TooLongException e) {
      throw new BadJobFileException(what, "is told in " + e.getMessage());
    } catch (RuntimeException e) {
      // of whatever kind: the parser has a bare one for what is nested too deep
      if (e.getCause() instanceof BoundedStream.TooLongException tooLong) {
        throw new BadJobFileException(what, "is told in " + tooLong.getMessage());
      }
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw new BadJobFileException(what, "is told in words that cannot be read");
    }
  }

  private String refusal(int status) {
    return switch (status) {
      case 401 -> "401: it does not know user " + settings.username() + ", or not that password";
      case 403 -> "403: user " + settings.username() + " may not ask for jobs: needs option read";
      case 504 -> "504: luxid does not answer";
      default -> "it answers " + status;
    };
  }

  /** The address of the cluster moves with its master. */
  private URI base() throws IOException {
    if (settings.uri().isPresent()) {
      return settings.uri().get();
    }
    String host = Files.readString(masterAddress, StandardCharsets.UTF_8).strip();
    if (!host.matches("[0-9a-fA-F:.]{2,45}")) {
      throw new IOException(masterAddress + " holds no address");
    }
    String name = host.contains(":") ? "[" + host + "]" : host;
    try {
      return new URI("https://" + name + ":" + DEFAULT_PORT);
    } catch (URISyntaxException e) {
      throw new IOException(masterAddress + " holds no address", e);
    }
  }

  private String credentials() throws IOException {
    // read each time: a changed password needs no restart
    String password = Files.readString(settings.passwordFile(), StandardCharsets.UTF_8).strip();
    byte[] both = (settings.username() + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static Luxid.ClusterInfo cluster(JsonParser answer) throws IOException {
    answer.next();
    JsonObject info = answer.getObject();
    return new Luxid.ClusterInfo(text(info, "name"), text(info, "uuid"), text(info, "master"));
  }

  private static String text(JsonObject info, String key) throws IOException {
    if (info.get(key) instanceof JsonString found) {
      return found.getString();
    }
    throw new IOException("its answer has no " + key);
  }
}
