package io.synnefo.testbed.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times that were measured, in the order in which they came. */
final class Samples {
  private static final double NANOS_PER_MILLI = 1_000_000.0;

  private final List<Duration> times = new ArrayList<>();

  void add(Duration time) {
    times.add(time);
  }

  int count() {
    return times.size();
  }

  /** The smallest time that is not exceeded by that share of all, in milliseconds. */
  double percentile(int percent) {
    if (times.isEmpty() || percent < 1 || percent > 100) {
      throw new IllegalStateException("no percentile " + percent + " of " + times.size());
    }
    int rank = (times.size() * percent + 99) / 100; // rounded up
    return times.stream().sorted().skip(rank - 1L).findFirst().orElseThrow().toNanos()
        / NANOS_PER_MILLI;
  }
}
