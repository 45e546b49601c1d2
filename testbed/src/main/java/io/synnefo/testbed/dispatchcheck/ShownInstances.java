package io.synnefo.testbed.dispatchcheck;

import io.synnefo.testbed.ganeti.RawRapi;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What Ganeti itself shows of its instances: that decides what its files leave open. */
final class ShownInstances {
  private static final Set<String> ABSENT = Set.of("DESTROYED", "ERROR");

  /** Of one whose creation failed half-way nobody says that it is stopped. */
  private static final Set<String> DOWN = Set.of("STOPPED", "ERROR");

  private static final int OK = 200;

  private final boolean isAsked;
  private final String prefix;
  private final Map<String, JsonObject> instances = new HashMap<>();

  ShownInstances(boolean isAsked, String prefix, List<JsonObject> list) {
    this.isAsked = isAsked;
    this.prefix = prefix;
    list.forEach(instance -> instances.put(instance.getString("name"), instance));
  }

  /** Nobody asked: what the files leave open stays so. */
  static ShownInstances unknown() {
    return new ShownInstances(false, "", List.of());
  }

  /** All that there are now, for a cloud of that prefix. */
  static ShownInstances ask(RawRapi rapi, String prefix) throws IOException {
    RawRapi.Answer answer = rapi.call("GET", "/2/instances?bulk=1", "application/json", "");
    if (answer.status() != OK) {
      throw new IOException("RAPI answers " + answer.status() + ": " + answer.body());
    }
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return new ShownInstances(true, prefix, reader.readArray().getValuesAs(JsonObject.class));
    } catch (JsonException | ClassCastException e) {
      throw new IOException("RAPI's list of instances cannot be read", e);
    }
  }

  private Optional<JsonObject> of(long server) {
    return Optional.ofNullable(instances.get(prefix + "-" + server));
  }

  /** What is shown of that server's instance where the files say nothing. */
  ShapeFold open(long server, ShapeFold files) {
    return of(server).map(files::openOf).orElseGet(ShapeFold::new);
  }

  /**
   * Of several states that the server may be in, those that agree with what is shown; if none does,
   * those that would.
   */
  Set<String> narrowed(long server, Set<String> states) {
    if (!isAsked || states.size() < 2) {
      return states;
    }
    Optional<JsonObject> instance = of(server);
    if (instance.filter(ShownInstances::isUnseen).isPresent()) {
      return states;
    }
    Set<String> shown = instance.map(ShownInstances::states).orElse(ABSENT);
    Set<String> both = new TreeSet<>(states);
    both.retainAll(shown);
    return both.isEmpty() ? shown : both;
  }

  /** Its node does not answer, and neither does Ganeti, to whether it runs. */
  private static boolean isUnseen(JsonObject instance) {
    return instance.getOrDefault("oper_state", JsonValue.NULL).equals(JsonValue.NULL);
  }

  private static Set<String> states(JsonObject instance) {
    return JsonValue.TRUE.equals(instance.get("oper_state")) ? Set.of("STARTED") : DOWN;
  }
}
