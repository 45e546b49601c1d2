package io.synnefo.settings;

import java.time.Duration;

/**
 * How tokens are issued.
 *
 * @param lifetime a token is refused after this time
 */
public record TokenSettings(Duration lifetime) {
  /** What holds when nothing is configured: eight hours. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofHours(8);

  /** Refuses what would lock everybody out or never expire. */
  public TokenSettings {
    if (lifetime.compareTo(Duration.ofMinutes(1)) < 0
        || lifetime.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(
          "synnefo.token.lifetime must be between PT1M and P365D: " + lifetime);
    }
  }
}
