package io.synnefo.wire.queue;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads one list; what is wrong is named with its place, all of it at once. */
final class QueueListReader {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,120}";

  /** Table {@code delivery_attempt} takes no longer one. */
  private static final String QUEUE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  private static final String KEY = "[A-Za-z0-9._*#-]{0,200}";
  private static final Set<String> TYPES = Set.of("topic", "direct", "fanout", "headers");
  private static final WorkQueue.Limits USUAL =
      new WorkQueue.Limits(null, null, Duration.ofSeconds(1), WorkQueue.MAX_LENGTH);

  private final String source;
  private final String prefix;
  private final Map<String, WorkQueue> replaced = new HashMap<>();
  private final List<String> errors = new ArrayList<>();

  /** A list whose entries leave unsaid what holds of a queue of their name in that one already. */
  QueueListReader(String source, String prefix, QueueList before) {
    this.source = source;
    this.prefix = prefix;
    before.queues().forEach(queue -> replaced.put(queue.name(), queue));
  }

  /**
   * The list that the bytes hold.
   *
   * @throws IllegalArgumentException naming file, place and what was expected
   */
  QueueList read(byte[] bytes) {
    Entry root = new Entry("", parse(bytes), errors);
    QueueList list =
        new QueueList(
            named(root.objects("exchanges"), this::exchange, Exchange::name, "exchange"),
            named(root.objects("queues"), this::queue, WorkQueue::name, "queue"));
    root.nothingElse();
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(
          "queue configuration: " + source + ": " + String.join("; ", errors));
    }
    return list;
  }

  private JsonObject parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8).replace("{prefix}", prefix);
    try (JsonReader reader =
        Json.createReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      if (reader.readValue() instanceof JsonObject object) {
        return object;
      }
      errors.add("holds no JSON object");
    } catch (JsonException e) {
      errors.add("is not JSON: " + e.getMessage());
    }
    return JsonValue.EMPTY_JSON_OBJECT;
  }

  private <T> List<T> named(
      List<Entry> entries, Function<Entry, T> read, Function<T, String> name, String kind) {
    List<T> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Entry entry : entries) {
      T one = read.apply(entry);
      entry.nothingElse();
      if (!names.add(name.apply(one))) {
        errors.add(kind + " '" + name.apply(one) + "' is there twice");
      }
      all.add(one);
    }
    return all;
  }

  private Exchange exchange(Entry entry) {
    String name = entry.text("name", NAME, "a name");
    String type = entry.text("type", String.join("|", TYPES), "one of " + sorted());
    if (name.equals(WorkQueue.DEAD_LETTER_EXCHANGE)) {
      errors.add("exchange '" + name + "' is for dead letters");
    }
    return new Exchange(name, type);
  }

  private static List<String> sorted() {
    return TYPES.stream().sorted().toList();
  }

  private WorkQueue queue(Entry entry) {
    String name =
        entry.text("name", QUEUE_NAME, "a name of at most 100 letters, digits, '.', '_', '-'");
    WorkQueue before =
        replaced.getOrDefault(name, new WorkQueue(name, List.of(), null, false, USUAL));
    return new WorkQueue(
        name,
        entry.says("bindings") ? bindings(entry) : before.bindings(),
        entry.says("handler")
            ? entry.textOrNull("handler", "[A-Za-z][A-Za-z0-9_.-]{0,99}", "a bean's name")
            : before.handler(),
        entry.says("debug") ? entry.flag("debug") : before.debug(),
        limits(entry, before.limits()));
  }

  private static List<Binding> bindings(Entry entry) {
    List<Binding> bindings = new ArrayList<>();
    for (Entry binding : entry.objects("bindings")) {
      bindings.add(
          new Binding(
              binding.text("exchange", NAME, "a name"), binding.text("key", KEY, "a routing key")));
      binding.nothingElse();
    }
    return List.copyOf(bindings);
  }

  private static WorkQueue.Limits limits(Entry entry, WorkQueue.Limits before) {
    Integer sessions = entry.number("sessions", 1, 99);
    Integer maxAttempts = entry.number("maxAttempts", 1, WorkQueue.DELIVERY_LIMIT - 1);
    Integer maxLength = entry.number("maxLength", 1, 100_000_000);
    return new WorkQueue.Limits(
        sessions == null ? before.sessions() : sessions,
        maxAttempts == null ? before.maxAttempts() : maxAttempts,
        entry.duration("retryPause", before.retryPause(), Duration.ofMinutes(1)),
        maxLength == null ? before.maxLength() : maxLength);
  }
}
