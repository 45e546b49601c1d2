package io.synnefo.eventd;

import io.synnefo.program.UnixPeer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Ganeti's query daemon on this node. It runs on the master only, and needs no password. */
final class Luxid {
  private static final System.Logger LOG = System.getLogger(Luxid.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MAX_ANSWER = 4 << 20;
  private static final int MAX_JOB = 256 << 10; // in memory several times
  private static final int END = 3; // of a request and of an answer
  private static final byte[] QUESTION =
      ("{\"method\":\"QueryClusterInfo\",\"args\":[]}" + (char) END)
          .getBytes(StandardCharsets.US_ASCII);
  private static final JsonParserFactory PARSERS =
      Json.createParserFactory(Map.of("org.eclipse.parsson.maxDepth", 100));
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private final Path socket;

  Luxid(Path socket) {
    this.socket = socket;
  }

  /**
   * What it says of the cluster.
   *
   * @param master the node that is the master by its configuration
   */
  record ClusterInfo(String name, String uuid, String master) {}

  /** Its answer, within three seconds; the exception's text says why there is none. */
  ClusterInfo clusterInfo() throws IOException {
    try (UnixPeer luxid = UnixPeer.connect(socket, PATIENCE)) {
      luxid.write(QUESTION);
      return read(luxid.readUntil(END, MAX_ANSWER));
    }
  }

  /**
   * The job as luxid knows it, with nothing of its input that no event needs; empty if there is
   * none of that id.
   *
   * @throws BadJobFileException if it is told, but of no use
   */
  Optional<Job> job(long id) throws IOException, BadJobFileException {
    String name = "job-" + id;
    JsonArrayBuilder filter = BoundedValue.BUILDERS.createArrayBuilder().add("=").add("id").add(id);
    JsonArrayBuilder what =
        BoundedValue.BUILDERS
            .createArrayBuilder()
            .add("job")
            .add(BoundedValue.BUILDERS.createArrayBuilder(RapiJobReader.FIELDS))
            .add(filter);
    String question =
        BoundedValue.BUILDERS
            .createObjectBuilder()
            .add("method", "Query")
            .add("args", what)
            .build()
            .toString();
    try (UnixPeer luxid = UnixPeer.connect(socket, PATIENCE)) {
      luxid.write((question + (char) END).getBytes(StandardCharsets.US_ASCII));
      return job(name, luxid.readUntil(END, MAX_JOB));
    }
  }

  private static Optional<Job> job(String name, byte[] answer)
      throws IOException, BadJobFileException {
    if (answer.length == 0) {
      throw new IOException("luxid ends the connection without an answer");
    }
    try (JsonParser parser =
        PARSERS.createParser(new ByteArrayInputStream(answer), StandardCharsets.UTF_8)) {
      parser.next();
      while (parser.next() == JsonParser.Event.KEY_NAME) {
        String key = parser.getString();
        if (key.equals("success") && parser.next() != JsonParser.Event.VALUE_TRUE) {
          throw new IOException("luxid refuses");
        } else if (key.equals("result")) {
          Optional<JsonObject> told = new RapiJobReader(name, parser).file();
          return told.isEmpty()
              ? Optional.empty()
              : Optional.of(JobFile.parse(name, new StringReader(told.get().toString())));
        }
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "luxid's answer: {0}", e.getClass().getName());
    }
    throw new BadJobFileException(name, "is told by luxid in words that cannot be read");
  }

  private static ClusterInfo read(byte[] answer) throws IOException {
    if (answer.length == 0) {
      throw new IOException("luxid ends the connection without an answer");
    }
    try (var reader = READERS.createReader(new ByteArrayInputStream(answer))) {
      JsonObject whole = reader.readObject();
      if (!whole.getBoolean("success", false)) {
        throw new IOException("luxid refuses: " + whole.get("result"));
      }
      JsonObject result = whole.getJsonObject("result");
      return new ClusterInfo(text(result, "name"), text(result, "uuid"), text(result, "master"));
    } catch (JsonException | ClassCastException | IllegalStateException e) {
      throw new IOException("luxid's answer is no JSON object of the kind it should be");
    }
  }

  private static String text(JsonObject result, String key) throws IOException {
    if (result != null && result.get(key) instanceof JsonString found) {
      return found.getString();
    }
    throw new IOException("luxid's answer has no " + key);
  }
}
