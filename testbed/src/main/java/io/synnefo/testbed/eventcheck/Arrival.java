package io.synnefo.testbed.eventcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.Map;

/**
 * A message as it came out of a queue.
 *
 * @param place its position in the recording, from 1
 * @param key the routing key it was published with
 * @param id the message's id, empty if it has none
 */
record Arrival(int place, String key, String id, String body) {
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  /** What it says; empty if that is no JSON object. */
  JsonObject json() {
    try (JsonReader reader = READERS.createReader(new StringReader(body))) {
      return reader.readObject();
    } catch (JsonException e) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
  }

  int bytes() {
    return body.getBytes(UTF_8).length;
  }

  /** A whole number of it, or -1. */
  static long number(JsonObject json, String field) {
    return json.get(field) instanceof JsonNumber number && number.isIntegral()
        ? number.longValue()
        : -1;
  }
}
