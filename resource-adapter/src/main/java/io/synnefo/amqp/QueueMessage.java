package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    Death death = Death.of(properties);
    put(json, "reason", death.reason());
    put(json, "queue", death.queue());
    put(json, "attempts", header(properties, DeadLetters.ATTEMPTS));
    String text = new String(message.getBody(), StandardCharsets.UTF_8);
    json.add("body", text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...");
    return json.build();
  }

  /** Why a dead letter is one, and of which queue; the broker's own word is in a header of its. */
  private record Death(@Nullable Object reason, @Nullable Object queue) {
    static Death of(AMQP.BasicProperties properties) {
      Object reason = header(properties, DeadLetters.REASON);
      if (reason == null
          && header(properties, "x-death") instanceof List<?> deaths
          && !deaths.isEmpty()
          && deaths.get(0) instanceof Map<?, ?> last) {
        return new Death("the broker: " + last.get("reason"), last.get("queue"));
      }
      return new Death(reason, header(properties, DeadLetters.QUEUE));
    }
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
