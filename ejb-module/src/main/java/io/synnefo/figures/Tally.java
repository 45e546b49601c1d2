package io.synnefo.figures;

import io.synnefo.kernel.EventOutcome;
import io.synnefo.wire.text.PrometheusText;
import io.synnefo.wire.text.PrometheusText.Label;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;

/** Counts of one queue. */
final class Tally {
  /** In seconds: from a change that is seen at once to one that waited for a fail-over. */
  private static final double[] BOUNDS = {
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200
  };

  private final Map<EventOutcome, AtomicLong> outcomes = new EnumMap<>(EventOutcome.class);
  private final AtomicLongArray lags = new AtomicLongArray(BOUNDS.length + 1);
  private final DoubleAdder sum = new DoubleAdder();

  Tally() {
    for (EventOutcome outcome : EventOutcome.values()) {
      outcomes.put(outcome, new AtomicLong());
    }
  }

  void count(EventOutcome outcome) {
    counter(outcome).incrementAndGet();
  }

  long of(EventOutcome outcome) {
    return counter(outcome).get();
  }

  private AtomicLong counter(EventOutcome outcome) {
    return Objects.requireNonNull(outcomes.get(outcome));
  }

  /** A node whose clock is ahead makes a lag below nothing, which counts as none. */
  void lag(Duration lag) {
    double seconds = Math.max(0, lag.toNanos() / 1e9);
    int found = Arrays.binarySearch(BOUNDS, seconds);
    lags.incrementAndGet(found < 0 ? -found - 1 : found);
    sum.add(seconds);
  }

  void writeLags(PrometheusText out, List<Label> labels) {
    long[] counts = new long[lags.length()];
    Arrays.setAll(counts, lags::get);
    out.histogram(labels, BOUNDS, counts, sum.sum());
  }
}
