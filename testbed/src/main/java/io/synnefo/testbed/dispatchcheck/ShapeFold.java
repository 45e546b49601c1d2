package io.synnefo.testbed.dispatchcheck;

import io.synnefo.testbed.eventcheck.OpFile;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Ganeti's files say of what one instance is made of, as far as they do: null is what they
 * leave open, such as the cluster's defaults, and what an opcode left that failed under way.
 */
final class ShapeFold {
  private final String witness;
  private @Nullable Long vcpus;
  private @Nullable Long ramMib;
  private @Nullable List<Map<String, String>> nics;
  private @Nullable List<Long> disks;
  private @Nullable SortedSet<String> tags;
  private @Nullable SortedMap<String, String> parameters;

  /** Nothing is said yet. */
  ShapeFold() {
    this("the files");
  }

  private ShapeFold(String witness) {
    this.witness = witness;
  }

  /** What the opcode did, which has ended after those before it. */
  void apply(OpFile op) {
    boolean refused =
        op.status().equals("canceled")
            ? op.result().getValueType() == JsonValue.ValueType.NULL
            : InstanceFold.firstWord(op.result()).equals("OpPrereqError");
    if (op.status().equals("success")) {
      succeeded(op.opcode(), op.input());
    } else if (!refused && !Set.of("OP_TAGS_SET", "OP_TAGS_DEL").contains(op.opcode())) {
      forget();
    } else if (!refused) {
      tags = null;
    }
  }

  private void succeeded(String opcode, JsonObject input) {
    switch (opcode) {
      case "OP_INSTANCE_CREATE" -> created(input);
      case "OP_INSTANCE_SET_PARAMS" -> changed(input);
      case "OP_INSTANCE_GROW_DISK" -> disks = grown(input);
      case "OP_INSTANCE_RECREATE_DISKS" -> disks = null;
      case "OP_TAGS_SET" -> tags().ifPresent(now -> now.addAll(texts(input, "tags")));
      case "OP_TAGS_DEL" -> tags().ifPresent(now -> now.removeAll(texts(input, "tags")));
      default -> {
        // leaves it as it was made
      }
    }
  }

  private void created(JsonObject input) {
    forget();
    takeSize(input);
    nics = NicFold.made(input.get("nics"));
    disks = sizes(input.get("disks"));
    tags = new TreeSet<>(texts(input, "tags"));
    parameters = set(new TreeMap<>(), input.get("hvparams"));
  }

  private void changed(JsonObject input) {
    takeSize(input);
    parameters = parameters == null ? null : set(parameters, input.get("hvparams"));
    for (JsonArray change : changes(input, "nics")) {
      nics = nics == null ? null : NicFold.changed(nics, change, sign(change));
    }
    for (JsonArray change : changes(input, "disks")) {
      disks = disks == null ? null : withChange(disks, change);
    }
  }

  private void takeSize(JsonObject input) {
    if (input.get("beparams") instanceof JsonObject parameters) {
      Long most = number(parameters, "maxmem");
      Long memory = most == null ? number(parameters, "memory") : most;
      Long processors = number(parameters, "vcpus");
      vcpus = processors == null ? vcpus : processors;
      ramMib = memory == null ? ramMib : memory;
    }
  }

  /** Those, and what is set in addition; the default is as if it were not set. */
  private static SortedMap<String, String> set(
      SortedMap<String, String> before, @Nullable JsonValue more) {
    SortedMap<String, String> now = new TreeMap<>(before);
    if (more instanceof JsonObject object) {
      object.forEach((name, value) -> now.put(name, word(value)));
      now.values().removeIf("default"::equals);
    }
    return now;
  }

  /** Only what is put at the end, or taken from there, is followed. */
  private static @Nullable List<Long> withChange(List<Long> disks, JsonArray change) {
    List<Long> now = new ArrayList<>(disks);
    boolean atTheEnd = change.size() > 1 && "-1".equals(word(change.get(1)));
    Long size = change.size() > 2 ? size(change.get(2)) : null;
    if (sign(change) > 0 && atTheEnd && size != null) {
      now.add(size);
      return now;
    }
    if (sign(change) < 0 && atTheEnd && !now.isEmpty()) {
      now.remove(now.size() - 1);
      return now;
    }
    return sign(change) == 0 ? now : null;
  }

  private @Nullable List<Long> grown(JsonObject input) {
    Long place = number(input, "disk");
    Long amount = number(input, "amount");
    if (disks == null || place == null || amount == null || place >= disks.size()) {
      return null;
    }
    List<Long> now = new ArrayList<>(disks);
    boolean absolute = input.get("absolute") == JsonValue.TRUE;
    now.set(place.intValue(), absolute ? amount : Long.valueOf(now.get(place.intValue()) + amount));
    return now;
  }

  private Optional<SortedSet<String>> tags() {
    return Optional.ofNullable(tags);
  }

  private void forget() {
    vcpus = null;
    ramMib = null;
    nics = null;
    disks = null;
    tags = null;
    parameters = null;
  }

  /** Whether something of it is not said. */
  boolean isOpen() {
    return Stream.of(vcpus, ramMib, nics, disks, tags, parameters).anyMatch(Objects::isNull);
  }

  /** What Ganeti shows of the instance where this says nothing. */
  ShapeFold openOf(JsonObject instance) {
    ShapeFold shown = new ShapeFold("Ganeti");
    shown.takeSize(instance);
    shown.vcpus = vcpus == null ? shown.vcpus : null;
    shown.ramMib = ramMib == null ? shown.ramMib : null;
    shown.nics = nics == null ? NicFold.shown(instance) : null;
    shown.disks = disks == null ? numbers(instance, "disk.sizes") : null;
    shown.tags = tags == null ? new TreeSet<>(texts(instance, "tags")) : null;
    shown.parameters =
        parameters == null ? set(new TreeMap<>(), instance.get("custom_hvparams")) : null;
    return shown;
  }

  /** In which respects that is not what is said. */
  List<String> differences(Tables.Shape shape) {
    List<String> differences = new ArrayList<>(NicFold.differences(nics, shape.nics(), witness));
    Stream.of(
            difference("vcpus", vcpus, shape.vcpus()),
            difference("memory", ramMib, shape.ramMib()),
            difference("disks", disks, shape.disks()),
            difference("tags", tags, shape.tags()),
            difference("hypervisor parameters", parameters, shape.parameters()))
        .flatMap(Optional::stream)
        .forEach(differences::add);
    return differences;
  }

  /** Whether a flavor is of that size, which this says, or the other where this says nothing. */
  boolean isOf(Tables.FlavorRow flavor, ShapeFold other) {
    List<Long> all = disks == null ? other.disks : disks;
    return Objects.equals(vcpus == null ? other.vcpus : vcpus, flavor.vcpus())
        && Objects.equals(ramMib == null ? other.ramMib : ramMib, flavor.ramMib())
        && all != null
        && !all.isEmpty()
        && all.get(0) == flavor.diskGib() * 1024;
  }

  /** What the other says otherwise is left open. */
  void keepOnly(ShapeFold other) {
    vcpus = Objects.equals(vcpus, other.vcpus) ? vcpus : null;
    ramMib = Objects.equals(ramMib, other.ramMib) ? ramMib : null;
    nics = Objects.equals(nics, other.nics) ? nics : null;
    disks = Objects.equals(disks, other.disks) ? disks : null;
    tags = Objects.equals(tags, other.tags) ? tags : null;
    parameters = Objects.equals(parameters, other.parameters) ? parameters : null;
  }

  private Optional<String> difference(String what, @Nullable Object said, @Nullable Object row) {
    return said == null || said.equals(row)
        ? Optional.empty()
        : Optional.of(what + " is " + row + ", by " + witness + " " + said);
  }

  private static @Nullable List<Long> sizes(@Nullable JsonValue disks) {
    List<Long> sizes = new ArrayList<>();
    if (disks instanceof JsonArray list) {
      for (JsonValue disk : list) {
        Long size = size(disk);
        if (size == null) {
          return null;
        }
        sizes.add(size);
      }
      return sizes;
    }
    return null;
  }

  private static @Nullable Long size(JsonValue disk) {
    return disk instanceof JsonObject object ? number(object, "size") : null;
  }

  private static List<JsonArray> changes(JsonObject input, String key) {
    return input.get(key) instanceof JsonArray list
        ? list.stream().filter(JsonArray.class::isInstance).map(JsonValue::asJsonArray).toList()
        : List.of();
  }

  /** 1 for what is added or attached, -1 for what is taken away. */
  private static int sign(JsonArray change) {
    return switch (change.isEmpty() ? "" : word(change.get(0))) {
      case "add", "attach" -> 1;
      case "remove", "detach" -> -1;
      default -> 0;
    };
  }

  private static String word(JsonValue value) {
    return value instanceof JsonString text ? text.getString() : value.toString();
  }

  private static List<String> texts(JsonObject input, String key) {
    return input.get(key) instanceof JsonArray list
        ? list.stream().map(ShapeFold::word).toList()
        : List.of();
  }

  private static List<Long> numbers(JsonObject object, String key) {
    return object.get(key) instanceof JsonArray list
        ? list.getValuesAs(JsonNumber.class).stream().map(JsonNumber::longValue).toList()
        : List.of();
  }

  private static @Nullable Long number(JsonObject object, String key) {
    return object.get(key) instanceof JsonNumber number ? Long.valueOf(number.longValue()) : null;
  }
}
