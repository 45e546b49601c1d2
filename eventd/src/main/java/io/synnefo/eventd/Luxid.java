package io.synnefo.eventd;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Ganeti's query daemon on this node. It runs on the master only, and needs no password. */
final class Luxid {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MAX_ANSWER = 4 << 20;
  private static final int END = 3; // of a request and of an answer
  private static final byte[] QUESTION =
      ("{\"method\":\"QueryClusterInfo\",\"args\":[]}" + (char) END)
          .getBytes(StandardCharsets.US_ASCII);
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
