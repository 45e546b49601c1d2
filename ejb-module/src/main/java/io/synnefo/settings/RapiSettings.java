package io.synnefo.settings;

import java.time.Duration;

/**
 * How Ganeti's remote API is called.
 *
 * @param timeout the longest a call takes, waiting for its turn included
 * @param maxConcurrent calls to one backend under way at once
 */
public record RapiSettings(Duration timeout, int maxConcurrent) {
  /** What holds when nothing is configured. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** What holds when nothing is configured. */
  public static final int DEFAULT_MAX_CONCURRENT = 32;

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
  }
}
