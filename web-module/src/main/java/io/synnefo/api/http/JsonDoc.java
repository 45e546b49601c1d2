package io.synnefo.api.http;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making; null becomes JSON's null. */
public final class JsonDoc {
  // Json.create...() looks its provider up anew on each call
  static final JsonProvider PROVIDER = JsonProvider.provider();

  private final JsonObjectBuilder builder = PROVIDER.createObjectBuilder();

  private JsonDoc() {}

  /** An empty object. */
  public static JsonDoc object() {
    return new JsonDoc();
  }

  /** The array of these values, in their order. */
  public static JsonArray array(Stream<? extends JsonValue> values) {
    JsonArrayBuilder array = PROVIDER.createArrayBuilder();
    values.forEach(array::add);
    return array.build();
  }

  /** The array of these objects, in their order. */
  public static JsonArray array(JsonObject... values) {
    return array(Stream.of(values));
  }

  /** The array of these strings, in their order. */
  public static JsonArray texts(List<String> values) {
    return PROVIDER.createArrayBuilder(values).build();
  }

  /** The object of these strings. */
  public static JsonObject strings(Map<String, String> entries) {
    JsonDoc doc = object();
    entries.forEach(doc::put);
    return doc.build();
  }

  /** The key holds a string. */
  public JsonDoc put(String key, @Nullable String value) {
    if (value == null) {
      builder.addNull(key);
    } else {
      builder.add(key, value);
    }
    return this;
  }

  /** The key holds a number. */
  public JsonDoc put(String key, long value) {
    builder.add(key, value);
    return this;
  }

  /** The key holds a truth value. */
  public JsonDoc put(String key, boolean value) {
    builder.add(key, value);
    return this;
  }

  /** The key holds that value. */
  public JsonDoc put(String key, JsonValue value) {
    builder.add(key, value);
    return this;
  }

  /** The key holds that object. */
  public JsonDoc put(String key, JsonDoc value) {
    return put(key, value.build());
  }

  /** The object; this builder is empty again. */
  public JsonObject build() {
    return builder.build();
  }
}
