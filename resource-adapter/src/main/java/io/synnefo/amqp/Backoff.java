package io.synnefo.amqp;

import java.time.Duration;

/** Waiting times that double from a first to a longest one. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The time to wait now; the next one is twice as long, up to the longest. */
  Duration next() {
    Duration now = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return now;
  }

  void reset() {
    next = first;
  }
}
