package io.synnefo.api.http;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real answer of OpenStack's own services.
 *
 * @param headers by lower-case name
 */
public record Golden(int status, Map<String, String> headers, JsonValue body) {
  /** The answer kept in {@code golden/<name>.txt}. */
  public static Golden of(String name) {
    String[] parts = read("/golden/" + name + ".txt").split("\n\n", 2);
    List<String> head = List.of(parts[0].split("\n", -1));
    Map<String, String> headers = new TreeMap<>();
    head.stream()
        .skip(1)
        .map(line -> line.split(": ", 2))
        .forEach(pair -> headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]));
    String body = parts.length > 1 ? parts[1].strip() : "";
    int status = Integer.parseInt(head.get(0).split(" ", -1)[1]);
    return new Golden(status, headers, body.isEmpty() ? JsonValue.NULL : parse(body));
  }

  /** The text as JSON. */
  public static JsonValue parse(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readValue();
    }
  }

  private static String read(String resource) {
    try (InputStream file = Golden.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new AssertionError("no " + resource);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
