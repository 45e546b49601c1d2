package io.synnefo.vncauthproxy;

import java.util.HashMap;
import java.util.Map;

/**
 * How many consoles each project has, waiting and live, at ports and at the gateway. For any
 * thread.
 */
final class Projects {
  private final Map<String, Integer> consoles = new HashMap<>();
  private int most;

  Projects(int most) {
    this.most = most;
  }

  /** From now on a project has that many consoles at most; more that it has go on. */
  synchronized void limit(int most) {
    this.most = most;
  }

  /** One more of it counts, until {@link #end}; false: it has as many as it may. */
  synchronized boolean admit(String project) {
    boolean admitted = count(project) < most;
    if (admitted) {
      consoles.merge(project, 1, Integer::sum);
    }
    return admitted;
  }

  /** Whether it has more than it may: the limit is lower than it was. */
  synchronized boolean isCrowded(String project) {
    return count(project) > most;
  }

  private int count(String project) {
    return consoles.getOrDefault(project, 0);
  }

  /** One of those that were admitted is no more. */
  synchronized void end(String project) {
    consoles.computeIfPresent(project, (p, n) -> n == 1 ? null : n - 1);
  }

  /** Those that have a console. */
  synchronized int size() {
    return consoles.size();
  }
}
