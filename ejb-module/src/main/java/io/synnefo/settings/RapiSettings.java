package io.synnefo.settings;

import java.time.Duration;

/**
 * How Ganeti's remote API is called.
 *
 * @param timeout the longest a call takes, waiting for its turn included
 * @param maxConcurrent calls to one backend under way at once
 * @param maxWaiting requests of users at once that may have to wait for a backend; each holds one
 *     of the server's request threads, of which there must be clearly more
 */
public record RapiSettings(Duration timeout, int maxConcurrent, int maxWaiting) {
  /** What holds when nothing is configured. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** What holds when nothing is configured. */
  public static final int DEFAULT_MAX_CONCURRENT = 32;

  /** What holds when nothing is configured: two thirds of the threads that server.cli sets. */
  public static final int DEFAULT_MAX_WAITING = 128;

  /** Refuses what could not work. */
  public RapiSettings {
    if (timeout.toMillis() < 100 || timeout.compareTo(Duration.ofSeconds(30)) > 0) {
      throw new IllegalArgumentException(
          "synnefo.rapi.timeout must be between PT0.1S and PT30S: " + timeout);
    }
    if (maxConcurrent < 1 || maxConcurrent > 1000) {
      throw new IllegalArgumentException(
          "synnefo.rapi.max-concurrent must be between 1 and 1000: " + maxConcurrent);
    }
    if (maxWaiting < 1 || maxWaiting > 1000) {
      throw new IllegalArgumentException(
          "synnefo.rapi.max-waiting must be between 1 and 1000: " + maxWaiting);
    }
  }
}
