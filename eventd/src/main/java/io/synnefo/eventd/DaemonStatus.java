package io.synnefo.eventd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the daemon fares at one moment.
 *
 * @param cluster UUID, as far as it is known
 * @param badFiles jobs whose files cannot be used, some of them, with what is wrong
 * @param badCount how many there are
 * @param faults of reading and keeping, each in a line; empty ones count for nothing
 */
record DaemonStatus(
    String version,
    String node,
    Instant now,
    Instant started,
    Mastership.RoleStatus role,
    String cluster,
    DutyStatus duty,
    FetchStatus fetch,
    List<LaneStatus> lanes,
    Tally.Counts counts,
    Map<Long, String> badFiles,
    int badCount,
    List<String> faults) {

  DaemonStatus {
    lanes = List.copyOf(lanes);
    faults = List.copyOf(faults);
  }

  /** What needs an operator, each in a line; none if all is well. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(faults);
    problems.add(fetch.fault());
    problems.removeIf(String::isEmpty);
    if (role.role() == Mastership.Role.DOUBTFUL || role.role() == Mastership.Role.UNKNOWN) {
      problems.add(role.why());
    }
    for (LaneStatus lane : lanes) {
      if (!lane.fault().isEmpty() && !problems.contains(lane.fault())) {
        problems.add(lane.fault());
      }
    }
    if (badCount > 0) {
      problems.add(badCount + " job files cannot be used");
    }
    return problems;
  }

  /** All of it in a line, without what changes by itself. */
  String line() {
    List<String> problems = problems();
    return role.role()
        + (problems.isEmpty() ? ": " + role.why() : ", needs an operator: " + problems.get(0));
  }

  boolean healthy() {
    return problems().isEmpty();
  }
}
