package io.synnefo.vncauthproxy;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those that there are, and no more than may be: each has its buffers set aside, whether it needs
 * them or not, so that no viewer that is stuck takes another's. For any thread.
 */
final class Consoles {
  final BufferPool buffers;
  private final Limit limit;
  private final Set<Console> all = ConcurrentHashMap.newKeySet();

  /**
   * What bounds them.
   *
   * @param words for the operator, after "as many as"
   * @param most at once
   */
  record Limit(String words, int most) {
    @Override
    public String toString() {
      return words + " (" + most + ")";
    }
  }

  /** As many at once as the least of these, of equals the first. */
  Consoles(Limit... limits) {
    this.limit = Collections.min(List.of(limits), Comparator.comparingInt(Limit::most));
    this.buffers = new BufferPool(limit.most * Relay.BUFFERS);
  }

  /** Whether there was a place for it; that is its own until it is removed. */
  synchronized boolean admit(Console console) {
    return all.size() < limit.most && all.add(console);
  }

  void remove(Console console) {
    all.remove(console);
  }

  int size() {
    return all.size();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  boolean isFull() {
    return all.size() >= limit.most;
  }

  /** How many there may be. */
  int most() {
    return limit.most;
  }

  /** What there are as many of when it is full, in words, and how many. */
  String limit() {
    return limit.toString();
  }

  List<Console> all() {
    return List.copyOf(all);
  }
}
