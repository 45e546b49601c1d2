package io.synnefo.wire.vnc;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The JSON object of the control protocol, as a stranger has sent it. */
public final class ControlObject {
  // held: each call of Json itself would look for the provider in the jar anew
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  private ControlObject() {}

  /** Empty: it is none. Why is not said: the parser's text might hold a password. */
  public static Optional<JsonObject> read(byte[] body) {
    try (JsonReader reader =
        JSON.createReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
      return Optional.of(reader.readObject());
    } catch (RuntimeException e) {
      // the parser has many: NumberFormatException, say, of an exponent beyond an int
      return Optional.empty();
    }
  }
}
