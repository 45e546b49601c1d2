package io.synnefo.vncauthproxy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those that there are, and no more than may be: each has its buffers set aside, whether it needs
 * them or not, so that no viewer that is stuck takes another's. For any thread.
 */
final class Consoles {
  final BufferPool buffers;
  private final int most;
  private final String limit;
  private final Set<Console> all = ConcurrentHashMap.newKeySet();

  /**
   * So many at once.
   *
   * @param set by the operator
   * @param room that the JVM has for their buffers
   */
  Consoles(int set, int room) {
    this.most = Math.min(set, room);
    this.limit =
        (set <= room ? "consoles-max" : "-XX:MaxDirectMemorySize has room for") + " (" + most + ")";
    this.buffers = new BufferPool(most * Relay.BUFFERS);
  }

  /** Whether there was a place for it; that is its own until it is removed. */
  synchronized boolean admit(Console console) {
    return all.size() < most && all.add(console);
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
    return all.size() >= most;
  }

  /** How many there may be. */
  int most() {
    return most;
  }

  /** What there are as many of when it is full, in words, and how many. */
  String limit() {
    return limit;
  }

  List<Console> all() {
    return List.copyOf(all);
  }
}
