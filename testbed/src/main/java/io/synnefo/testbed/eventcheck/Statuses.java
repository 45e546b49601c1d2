package io.synnefo.testbed.eventcheck;

import java.util.List;
import java.util.Set;

/** Ganeti's words for the status of an opcode. */
final class Statuses {
  private static final List<String> ON_THE_WAY =
      List.of("queued", "waiting", "canceling", "running");
  private static final Set<String> FINAL = Set.of("canceled", "success", "error");

  private Statuses() {}

  static boolean isFinal(String status) {
    return FINAL.contains(status);
  }

  /** Whether an opcode that is here now may have been there before; a final one changes no more. */
  static boolean mayHaveBeen(String now, String before) {
    if (now.equals(before)) {
      return true;
    }
    int then = ON_THE_WAY.indexOf(before);
    return then >= 0 && (isFinal(now) || then < ON_THE_WAY.indexOf(now));
  }
}
