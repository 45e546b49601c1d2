package io.synnefo.vncauthproxy;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The ports that viewers are sent to. A port is lent to one console at a time, and that which has
 * been free for the longest comes first: a viewer that is late finds nobody else's console. For any
 * thread.
 */
final class PortPool {
  private final ArrayDeque<Integer> free = new ArrayDeque<>();
  private final Set<Integer> ours = new HashSet<>();
  private final Set<Integer> lent = new HashSet<>();

  /** Lends the ports from the first to the last, but those that others need. */
  PortPool(int first, int last, Set<Integer> others) {
    for (int port = first; port <= last; port++) {
      if (!others.contains(port)) {
        ours.add(port);
        free.add(port);
      }
    }
  }

  /** A port that is nobody else's until it is given back; empty if all are lent. */
  synchronized Optional<Integer> take() {
    Integer port = free.poll();
    if (port == null) {
      return Optional.empty();
    }
    lent.add(port);
    return Optional.of(port);
  }

  /** That very port, of the pool or not, is nobody else's from now on; false if it is lent. */
  synchronized boolean take(int port) {
    if (!lent.add(port)) {
      return false;
    }
    free.remove(port);
    return true;
  }

  /** Nothing of ours listens there any more. It comes last, as one that is busy elsewhere must. */
  synchronized void giveBack(int port) {
    if (lent.remove(port) && ours.contains(port)) {
      free.add(port);
    }
  }

  synchronized int free() {
    return free.size();
  }

  /** How many ports it has. */
  int size() {
    return ours.size();
  }
}
