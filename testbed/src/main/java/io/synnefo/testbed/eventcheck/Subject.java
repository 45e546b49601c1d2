package io.synnefo.testbed.eventcheck;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a message tells of, and how it travels.
 *
 * @param type the message's
 * @param field that names the thing in the message; empty if none does
 * @param name of the thing
 * @param key routing key
 * @param several whether the opcode works on several, so that the event's id names this one
 */
public record Subject(String type, String field, String name, String key, boolean several) {
  private static final String HEARTBEAT = "snf:eventd:heartbeat";

  /** What an opcode has to tell the clouds of these prefixes. */
  public static List<Subject> of(OpFile op, List<String> prefixes) {
    JsonObject input = op.input();
    String opcode = op.opcode();
    boolean tags = opcode.equals("OP_TAGS_SET") || opcode.equals("OP_TAGS_DEL");
    String kind = tags ? input.getString("kind", "") : "";
    if (kind.equals("cluster") && opcode.equals("OP_TAGS_SET")) {
      return heartbeat(input).stream().toList();
    }
    if (input.getBoolean("dry_run", false)) {
      return List.of();
    }
    if (opcode.equals("OP_CLUSTER_SET_PARAMS")) {
      return List.of(
          new Subject("ganeti-cluster-status", "", "cluster", "ganeti.event.cluster", false));
    }
    // the watcher has every group's disks verified again and again
    if (opcode.startsWith("OP_GROUP_") && !opcode.equals("OP_GROUP_VERIFY_DISKS")) {
      String group = input.getString("group_name", "");
      return List.of(
          new Subject("ganeti-cluster-status", "group", group, "ganeti.event.cluster", false));
    }
    if (opcode.startsWith("OP_NETWORK_") || kind.equals("network")) {
      String name = input.getString(tags ? "name" : "network_name", "");
      return ours("ganeti-network-status", "network", name, prefixes, false).stream().toList();
    }
    if (tags) {
      return kind.equals("instance")
          ? instance(input.getString("name", ""), prefixes, false).toList()
          : List.of();
    }
    return instances(input, prefixes);
  }

  private static List<Subject> instances(JsonObject input, List<String> prefixes) {
    if (input.get("instance_name") instanceof JsonString name) {
      return instance(name.getString(), prefixes, false).toList();
    }
    if (!input.containsKey("instances") || input.isNull("instances")) {
      return List.of();
    }
    return input.getJsonArray("instances").stream()
        .flatMap(item -> instance(nameIn(item), prefixes, true))
        .toList();
  }

  private static String nameIn(JsonValue item) {
    return item instanceof JsonObject object
        ? object.getString("instance_name", "")
        : ((JsonString) item).getString();
  }

  private static Stream<Subject> instance(String name, List<String> prefixes, boolean several) {
    return ours("ganeti-op-status", "instance", name, prefixes, several).stream();
  }

  private static Optional<Subject> ours(
      String type, String field, String name, List<String> prefixes, boolean several) {
    String last = field.equals("instance") ? "op" : field;
    return prefixes.stream()
        .filter(prefix -> name.startsWith(prefix + "-"))
        .max((one, other) -> Integer.compare(one.length(), other.length()))
        .map(prefix -> "ganeti." + prefix + ".event." + last)
        .map(key -> new Subject(type, field, name, key, several));
  }

  /** A tag that is set on trial, so that it comes by here. */
  private static Optional<Subject> heartbeat(JsonObject input) {
    return input.getJsonArray("tags").stream()
        .map(tag -> ((JsonString) tag).getString())
        .filter(tag -> input.getBoolean("dry_run", false) && tag.startsWith(HEARTBEAT))
        .findFirst()
        .map(tag -> new Subject("eventd-heartbeat", "tag", tag, "eventd.heartbeat", false));
  }
}
