package io.synnefo.vnc;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** A moment by the clock that only goes forward, after which nothing is waited for. */
record Deadline(long nanos) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** This one, or that of so much time if it is earlier. */
  Deadline orIn(Duration time) {
    Deadline other = in(time);
    return other.nanos - nanos < 0 ? other : this;
  }

  boolean leavesLessThan(Duration time) {
    return nanos - System.nanoTime() < time.toNanos();
  }

  /**
   * What is left, as a socket's time-out, which is never 0.
   *
   * @throws SocketTimeoutException when nothing is left
   */
  int millis() throws SocketTimeoutException {
    long left = nanos - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("the time is over");
    }
    return (int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1);
  }

  /**
   * The part of it that the first of so many has who wait one after the other.
   *
   * @throws SocketTimeoutException when nothing is left
   */
  int share(int turns) throws SocketTimeoutException {
    return Math.max(1, millis() / turns);
  }
}
