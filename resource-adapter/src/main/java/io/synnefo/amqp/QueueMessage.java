package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as an operator sees it. */
final class QueueMessage {
  private static final int MOST_SHOWN = 4096;

  private QueueMessage() {}

  static JsonObject json(GetResponse message) {
    AMQP.BasicProperties properties = message.getProps();
    JsonObjectBuilder json = Json.createObjectBuilder();
    put(json, "id", properties.getMessageId());
    put(json, "key", message.getEnvelope().getRoutingKey());
    json.add("bytes", message.getBody().length);
    json.add("redelivered", message.getEnvelope().isRedeliver());
    put(json, "reason", header(properties, DeadLetters.REASON));
    put(json, "queue", header(properties, DeadLetters.QUEUE));
    put(json, "attempts", header(properties, DeadLetters.ATTEMPTS));
    String text = new String(message.getBody(), StandardCharsets.UTF_8);
    json.add("body", text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...");
    return json.build();
  }

  /** How often it was given back to a quorum queue. */
  static long returns(GetResponse message) {
    return header(message.getProps(), "x-delivery-count") instanceof Number count
        ? count.longValue()
        : 0;
  }

  static @Nullable Object header(AMQP.BasicProperties properties, String name) {
    Map<String, Object> headers = properties.getHeaders();
    return headers == null ? null : headers.get(name);
  }

  /** A text or a whole number, or null. */
  static void put(JsonObjectBuilder object, String key, @Nullable Object value) {
    if (value == null) {
      object.addNull(key);
    } else if (value instanceof Integer number) {
      object.add(key, number);
    } else {
      object.add(key, value.toString());
    }
  }
}
