package io.synnefo.eventd;

import io.synnefo.wire.ganeti.OpCodes;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what an opcode is about, from the keys of its input. */
final class OpTarget {
  /** The keys it looks at. */
  static final Set<String> KEYS =
      Set.of("instance_name", "instances", "kind", "name", "network_name", "group_name");

  private static final Job.Target NONE = new Job.Target(Job.Kind.NONE, List.of(), false);

  private OpTarget() {}

  /** Whatever names an instance is about it, also an opcode that is not known here. */
  static Job.Target of(String opId, Map<String, JsonValue> input) {
    if (input.get("instance_name") instanceof JsonString) {
      return one(Job.Kind.INSTANCE, input, "instance_name");
    }
    if (input.get("instances") instanceof JsonArray list) {
      return new Job.Target(Job.Kind.INSTANCE, names(list), true);
    }
    if (opId.equals(OpCodes.TAGS_SET) || opId.equals(OpCodes.TAGS_DEL)) {
      return tagged(input);
    }
    if (opId.startsWith(OpCodes.NETWORK_KIND)) {
      return one(Job.Kind.NETWORK, input, "network_name");
    }
    // ganeti-watcher has the disks of each group verified every few minutes: that changes nothing
    if (opId.startsWith(OpCodes.GROUP_KIND) && !opId.equals(OpCodes.GROUP_VERIFY_DISKS)) {
      return one(Job.Kind.GROUP, input, "group_name");
    }
    return opId.equals(OpCodes.CLUSTER_SET_PARAMS)
        ? new Job.Target(Job.Kind.CLUSTER, List.of(), false)
        : NONE;
  }

  private static Job.Target tagged(Map<String, JsonValue> input) {
    String kind = input.get("kind") instanceof JsonString word ? word.getString() : "";
    return switch (kind) {
      case "instance" -> one(Job.Kind.INSTANCE, input, "name");
      case "network" -> one(Job.Kind.NETWORK, input, "name");
      case "cluster" -> new Job.Target(Job.Kind.CLUSTER, List.of(), false);
      default -> NONE; // nobody in the cloud reads the tags of nodes and groups
    };
  }

  private static Job.Target one(Job.Kind kind, Map<String, JsonValue> input, String key) {
    return input.get(key) instanceof JsonString name
        ? new Job.Target(kind, List.of(name.getString()), false)
        : NONE;
  }

  private static List<String> names(JsonArray list) {
    return list.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList();
  }
}
