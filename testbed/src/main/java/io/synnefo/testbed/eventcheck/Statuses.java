package io.synnefo.testbed.eventcheck;

import jakarta.json.JsonArray;
import java.util.List;
import java.util.Set;

/** Ganeti's words for the status of an opcode. */
public final class Statuses {
  private static final List<String> ON_THE_WAY =
      List.of("queued", "waiting", "canceling", "running");
  private static final Set<String> FINAL = Set.of("canceled", "success", "error");

  private Statuses() {}

  /** Whether it changes no more. */
  public static boolean isFinal(String status) {
    return FINAL.contains(status);
  }

  /** Of two pairs of seconds and microseconds the earlier one is smaller. */
  public static int compareTimes(JsonArray one, JsonArray other) {
    int seconds = Integer.compare(one.getInt(0), other.getInt(0));
    return seconds == 0 ? Integer.compare(one.getInt(1), other.getInt(1)) : seconds;
  }

  /** Whether an opcode that is here now may have been there before; a final one changes no more. */
  public static boolean mayHaveBeen(String now, String before) {
    if (now.equals(before)) {
      return true;
    }
    int then = ON_THE_WAY.indexOf(before);
    return then >= 0 && (isFinal(now) || then < ON_THE_WAY.indexOf(now));
  }
}
