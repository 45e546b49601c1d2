package io.synnefo.testbed.dispatchcheck;

import io.synnefo.testbed.eventcheck.OpFile;
import io.synnefo.testbed.eventcheck.Statuses;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Ganeti's files say of one instance, its opcodes taken together.
 *
 * <p>Ganeti works on an instance with one job at a time, so the order of their ends is the order of
 * what they did. A clock that stepped back makes the order of ends differ from that of job ids;
 * then both are believed. Files do not tell whether an opcode that failed under way had its effect:
 * a process that died may have done it. Then each state that is possible is right.
 */
final class InstanceFold {
  private static final Comparator<OpFile> BY_ID =
      Comparator.comparingLong(OpFile::jobId).thenComparingInt(OpFile::index);

  private static final Comparator<OpFile> BY_END =
      ((Comparator<OpFile>) (one, other) -> Statuses.compareTimes(end(one), end(other)))
          .thenComparing(BY_ID);

  private final List<OpFile> ended = new ArrayList<>();
  private boolean underWay;

  /** In any order. */
  void add(OpFile op) {
    if (Statuses.isFinal(op.status())) {
      ended.add(op);
    } else {
      underWay = true;
    }
  }

  /** Whether a job of it has not ended. */
  boolean isUnderWay() {
    return underWay;
  }

  /** The states it may be in, in the words of the cloud; empty if Ganeti has not said. */
  Set<String> states() {
    Set<String> states = fold(BY_END);
    states.addAll(fold(BY_ID));
    return states;
  }

  /** What it is made of, as far as the files tell. */
  ShapeFold shape() {
    ShapeFold shape = new ShapeFold();
    ended.stream().sorted(BY_END).forEach(shape::apply);
    ShapeFold byId = new ShapeFold();
    ended.stream().sorted(BY_ID).forEach(byId::apply);
    shape.keepOnly(byId);
    return shape;
  }

  /** Whether one that made it succeeded. */
  boolean isMade() {
    return ended.stream()
        .anyMatch(op -> op.opcode().equals("OP_INSTANCE_CREATE") && op.status().equals("success"));
  }

  /** Whether the files leave open in which state it is, or what it is made of. */
  boolean isOpen() {
    Set<String> states = states();
    boolean isGone = states.equals(Set.of("DESTROYED"));
    return states.size() > 1 || (!isGone && isMade() && shape().isOpen());
  }

  /** The one that ended last. */
  OpFile last() {
    return ended.stream().max(BY_END).orElseThrow();
  }

  private static JsonArray end(OpFile op) {
    return op.timeOf(op.status());
  }

  private Set<String> fold(Comparator<OpFile> order) {
    Set<String> states = new TreeSet<>();
    ended.stream().sorted(order).forEach(op -> apply(op, states));
    return states;
  }

  private static void apply(OpFile op, Set<String> states) {
    switch (op.status()) {
      case "success" -> succeeded(op, states);
      case "error" -> failed(op, states);
      default -> neverBegan(op, states);
    }
  }

  private static void succeeded(OpFile op, Set<String> states) {
    String now =
        switch (op.opcode()) {
          case "OP_INSTANCE_CREATE" -> op.input().getBoolean("start", true) ? "STARTED" : "STOPPED";
          case "OP_INSTANCE_STARTUP", "OP_INSTANCE_REBOOT" -> "STARTED";
          case "OP_INSTANCE_SHUTDOWN" -> "STOPPED";
          case "OP_INSTANCE_REMOVE" -> "DESTROYED";
          default -> "";
        };
    if (!now.isEmpty()) {
      states.clear();
      states.add(now);
    }
  }

  private static void failed(OpFile op, Set<String> states) {
    if (states.equals(Set.of("DESTROYED"))) {
      return; // whatever failed, it did before, or found nothing
    }
    boolean refused = firstWord(op.result()).equals("OpPrereqError");
    if (!refused) {
      states.addAll(List.of("STARTED", "STOPPED"));
    }
    switch (op.opcode()) {
      case "OP_INSTANCE_CREATE" -> {
        if (!refused || states.isEmpty()) {
          states.add("ERROR");
        }
      }
      case "OP_INSTANCE_REMOVE" -> {
        if (!refused) {
          states.add("DESTROYED");
        }
      }
      default -> {
        // it was there before, and is after
      }
    }
    if (refused && op.result().toString().contains("\"unknown_entity\"")) {
      states.add("DESTROYED");
    }
  }

  private static void neverBegan(OpFile op, Set<String> states) {
    if (op.opcode().equals("OP_INSTANCE_CREATE") && states.isEmpty()) {
      states.add("ERROR");
    }
  }

  /** Ganeti's errors are a list of its kind and what it is about. */
  static String firstWord(JsonValue error) {
    return error instanceof JsonArray parts
            && !parts.isEmpty()
            && parts.get(0) instanceof JsonString kind
        ? kind.getString()
        : "";
  }
}
