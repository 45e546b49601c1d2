package io.synnefo.testbed.eventcheck;

import io.synnefo.testbed.eventcheck.Finding.Kind;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds one event under two ids, and one id with two contents. The same message again is what
 * delivery at least once allows.
 */
final class Doubles {
  /** What may grow while an opcode stays in one status that is not final. */
  private static final Set<String> GROWING = Set.of("reason", "job_fields", "tags", "event_time");

  private final Map<String, Arrival> byId = new HashMap<>();
  private final Map<String, Arrival> byEvent = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private int again;

  void add(Arrival arrival, JsonObject json) {
    Arrival sameId = byId.putIfAbsent(arrival.id(), arrival);
    if (sameId != null) {
      again++;
      Set<String> different = different(sameId.json(), json, sameId, arrival);
      boolean grows = !Statuses.isFinal(json.getString("status", ""));
      if (!different.isEmpty() && !(grows && GROWING.containsAll(different))) {
        find(
            json,
            "messages %d and %d have one id, %s, and differ in %s",
            sameId,
            arrival,
            different);
      }
    }
    Arrival sameEvent = byEvent.putIfAbsent(event(json), arrival);
    if (sameEvent != null && !sameEvent.id().equals(arrival.id())) {
      find(
          json,
          "messages %d and %d, %s, tell one event; the other id is %s",
          sameEvent,
          arrival,
          arrival.id());
    }
  }

  private static Set<String> different(
      JsonObject one, JsonObject other, Arrival first, Arrival second) {
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> one.containsKey(name) && one.get(name).equals(other.get(name)));
    if (names.isEmpty() && !first.body().equals(second.body())) {
      names.add("how it is written");
    }
    if (!first.key().equals(second.key())) {
      names.add("routing key");
    }
    return names;
  }

  private static String event(JsonObject json) {
    StringBuilder event = new StringBuilder();
    for (String field :
        List.of("type", "jobId", "op_index", "status", "instance", "network", "group", "tag")) {
      event.append(json.get(field)).append('\n');
    }
    return event.toString();
  }

  private void find(JsonObject json, String text, Arrival first, Arrival second, Object last) {
    findings.add(
        new Finding(
            Kind.DOUBLED,
            Arrival.number(json, "jobId"),
            (int) Arrival.number(json, "op_index"),
            json.getString("instance", json.getString("network", json.getString("type", ""))),
            String.format(text, first.place(), second.place(), first.id(), last)));
  }

  /** Messages whose id had come before. */
  int again() {
    return again;
  }

  List<Finding> findings() {
    return findings;
  }
}
