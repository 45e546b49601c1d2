package io.synnefo.eventd;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double up to a limit, each shortened at random by up to a half. */
final class Backoff {
  private final Duration least;
  private final Duration most;
  private final RandomGenerator random;
  private Duration current;

  Backoff(Duration least, Duration most, RandomGenerator random) {
    this.least = least;
    this.most = most;
    this.random = random;
    this.current = least;
  }

  /** The pause to make now; the next one is longer. */
  synchronized Duration next() {
    long millis = current.toMillis();
    Duration doubled = current.multipliedBy(2);
    current = doubled.compareTo(most) > 0 ? most : doubled;
    return Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
  }

  /** The next pause is the shortest again. */
  synchronized void reset() {
    current = least;
  }
}
