package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, read. */
record RapiCall(String method, String path, Map<String, String> parameters, JsonObject body) {

  static RapiCall parse(String method, URI uri, String body) {
    return new RapiCall(method, uri.getPath(), parameters(uri.getRawQuery()), object(body));
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        if (parts.length == 2) {
          if (parameters.put(decode(parts[0]), decode(parts[1])) != null) {
            throw new RapiError(501, "only one " + parts[0] + " at a time is there");
          }
        }
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static JsonObject object(String body) {
    if (body.isBlank()) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new RapiError(400, "Unable to parse JSON data");
    }
  }
}
