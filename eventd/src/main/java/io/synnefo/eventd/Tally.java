package io.synnefo.eventd;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What the daemon has counted since its start, for the status. Written by one thread. */
final class Tally {
  private static final int MAX_NAMED = 100;
  private static final int MAX_KNOWN = 10_000;

  final LongAdder jobsRead = new LongAdder();
  final LongAdder events = new LongAdder();
  final LongAdder foreign = new LongAdder();
  final LongAdder overflows = new LongAdder();
  final LongAdder scans = new LongAdder();
  private final ConcurrentSkipListMap<Long, String> bad = new ConcurrentSkipListMap<>();

  /** Since the daemon's start. */
  record Counts(long jobsRead, long events, long foreign, long overflows, long scans) {}

  Counts counts() {
    return new Counts(jobsRead.sum(), events.sum(), foreign.sum(), overflows.sum(), scans.sum());
  }

  /** The job's file cannot be used; true if that is news. */
  boolean bad(long jobId, String why) {
    return bad.size() < MAX_KNOWN && !why.equals(bad.put(jobId, why));
  }

  /** The job's file can be used, or is gone. */
  void good(long jobId) {
    bad.remove(jobId);
  }

  /** Who may be master now has files of his own. */
  void forgetBad() {
    bad.clear();
  }

  Set<Long> bad() {
    return Set.copyOf(bad.keySet());
  }

  /** How many job files cannot be used. */
  int badFiles() {
    return bad.size();
  }

  /** Some of them, with what is wrong. */
  Map<Long, String> someBad() {
    Map<Long, String> some = new TreeMap<>();
    bad.entrySet().stream().limit(MAX_NAMED).forEach(e -> some.put(e.getKey(), e.getValue()));
    return some;
  }
}
