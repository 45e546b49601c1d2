package io.synnefo.testbed.eventcheck;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What arrived, in a file: one line a message, a JSON object of {@code key}, {@code id} and {@code
 * body}, the body as a text.
 */
final class Recording {
  private final Path file;

  /** Goes on with a file that is there. */
  Recording(Path file) {
    this.file = file;
  }

  /** The message is on disk. */
  void add(String key, String id, String body) throws IOException {
    JsonObject line =
        Json.createObjectBuilder().add("key", key).add("id", id).add("body", body).build();
    Files.writeString(
        file,
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.DSYNC);
  }

  List<Arrival> read() throws IOException {
    List<Arrival> arrivals = new ArrayList<>();
    if (!Files.exists(file)) {
      return arrivals;
    }
    for (String line : Files.readAllLines(file)) {
      try (JsonReader reader = Json.createReader(new StringReader(line))) {
        JsonObject json = reader.readObject();
        arrivals.add(
            new Arrival(
                arrivals.size() + 1,
                json.getString("key"),
                json.getString("id"),
                json.getString("body")));
      }
    }
    return arrivals;
  }
}
