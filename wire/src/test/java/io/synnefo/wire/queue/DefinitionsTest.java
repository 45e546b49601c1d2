package io.synnefo.wire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What an operator imports into RabbitMQ before the event daemon starts is what the application
 * would declare: otherwise it refuses to be deployed.
 */
class DefinitionsTest {
  private static final String FILE = "server-config/rabbitmq/definitions.json.in";
  private static final String PREFIX = "theprefix";

  @Test
  void theDefinitionsToImportAreTheDefaultsOfTheQueueConfiguration() throws IOException {
    String found = definitions(new QueueConfiguration(PREFIX, Optional.empty(), false).load());
    Path left = Path.of("target/goldens", FILE);
    Files.createDirectories(left.getParent());
    Files.writeString(left, found);
    assertEquals(Files.readString(Path.of("..", FILE)), found);
  }

  private static String definitions(QueueList list) {
    List<String> exchanges = new ArrayList<>();
    list.exchanges().forEach(exchange -> exchanges.add(exchange(exchange.name(), exchange.type())));
    exchanges.add(exchange(WorkQueue.DEAD_LETTER_EXCHANGE, "direct"));
    List<String> queues = new ArrayList<>();
    List<String> bindings = new ArrayList<>();
    for (WorkQueue queue : list.queues()) {
      String dead = queue.deadLetterQueue();
      queues.add(queue(queue.name(), queue.arguments()));
      queues.add(queue(dead, queue.deadLetterArguments()));
      queue.bindings().forEach(binding -> bindings.add(binding(binding, queue.name())));
      bindings.add(
          binding(new Binding(WorkQueue.DEAD_LETTER_EXCHANGE, queue.name()), queue.name()));
      bindings.add(binding(new Binding(WorkQueue.DEAD_LETTER_EXCHANGE, dead), dead));
    }
    return ("{\n"
            + part("exchanges", exchanges)
            + ",\n"
            + part("queues", queues)
            + ",\n"
            + part("bindings", bindings)
            + "\n}\n")
        .replace(PREFIX, "@PREFIX@");
  }

  private static String part(String name, List<String> lines) {
    return "  \"" + name + "\": [\n    " + String.join(",\n    ", lines) + "\n  ]";
  }

  private static String exchange(String name, String type) {
    return "{\"name\": \""
        + name
        + "\", \"vhost\": \"/\", \"type\": \""
        + type
        + "\", \"durable\": true, \"auto_delete\": false, \"internal\": false, \"arguments\": {}}";
  }

  private static String queue(String name, Map<String, Object> arguments) {
    String text =
        arguments.entrySet().stream()
            .map(entry -> "\"" + entry.getKey() + "\": " + value(entry.getValue()))
            .collect(Collectors.joining(", "));
    return "{\"name\": \""
        + name
        + "\", \"vhost\": \"/\", \"durable\": true, \"auto_delete\": false,\n      \"arguments\": {"
        + text
        + "}}";
  }

  private static String value(Object value) {
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }

  private static String binding(Binding binding, String queue) {
    return "{\"source\": \""
        + binding.exchange()
        + "\", \"vhost\": \"/\", \"destination\": \""
        + queue
        + "\", \"destination_type\": \"queue\", \"routing_key\": \""
        + binding.key()
        + "\", \"arguments\": {}}";
  }
}
