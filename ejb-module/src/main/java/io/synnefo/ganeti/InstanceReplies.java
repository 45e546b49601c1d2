package io.synnefo.ganeti;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Instances in Ganeti's JSON. What its NICs have in common stands in lists side by side, {@code
 * nic.macs} and {@code nic.ips}; one that is missing or too short says nothing of them.
 */
final class InstanceReplies {
  private InstanceReplies() {}

  /** All throw {@link JsonException} on any other shape. */
  static InstanceInfo instance(JsonValue value) {
    JsonObject o = RapiReplies.object(value);
    JsonObject parameters = RapiReplies.object(o.get("beparams"));
    return new InstanceInfo(
        RapiReplies.text(o, "name"),
        RapiReplies.text(o, "uuid"),
        // null while the node daemon does not answer
        o.get("status") instanceof JsonString status ? status.getString() : "unknown",
        RapiReplies.text(o, "pnode"),
        o.get("network_port") instanceof JsonNumber port ? (Integer) port.intValueExact() : null,
        RapiReplies.number(parameters, "vcpus").intValue(),
        RapiReplies.number(parameters, "maxmem").intValue(),
        nics(o),
        disks(o),
        RapiReplies.strings(o.get("tags")),
        set(o.get("custom_hvparams")));
  }

  private static List<InstanceInfo.Nic> nics(JsonObject o) {
    List<InstanceInfo.Nic> nics = new ArrayList<>();
    for (String mac : RapiReplies.strings(o.get("nic.macs"))) {
      int place = nics.size();
      nics.add(
          new InstanceInfo.Nic(
              mac,
              item(o, "nic.ips", place),
              item(o, "nic.modes", place),
              item(o, "nic.links", place),
              item(o, "nic.networks.names", place),
              item(o, "nic.names", place)));
    }
    return nics;
  }

  private static List<InstanceInfo.Disk> disks(JsonObject o) {
    List<InstanceInfo.Disk> disks = new ArrayList<>();
    for (JsonValue size : RapiReplies.array(o.get("disk.sizes"))) {
      disks.add(
          new InstanceInfo.Disk(
              RapiReplies.number(size, "disk.sizes").longValueExact(),
              item(o, "disk.names", disks.size())));
    }
    return disks;
  }

  /** Null too when it is no text, or an empty one. */
  private static @Nullable String item(JsonObject o, String list, int place) {
    return o.get(list) instanceof JsonArray items
            && place < items.size()
            && items.get(place) instanceof JsonString text
            && !text.getString().isEmpty()
        ? text.getString()
        : null;
  }

  /** Numbers and truth values as Ganeti writes them. */
  private static Map<String, String> set(@Nullable JsonValue parameters) {
    Map<String, String> set = new TreeMap<>();
    if (parameters instanceof JsonObject object) {
      object.forEach(
          (name, value) ->
              set.put(
                  name, value instanceof JsonString text ? text.getString() : value.toString()));
    }
    return set;
  }
}
