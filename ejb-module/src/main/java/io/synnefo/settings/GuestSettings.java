package io.synnefo.settings;

import java.time.Duration;

/**
 * How guests are treated.
 *
 * @param shutdownTimeout how long a guest may take to shut down before it is cut off
 */
public record GuestSettings(Duration shutdownTimeout) {
  /** OpenStack's own. */
  public static final Duration DEFAULT_SHUTDOWN_TIMEOUT = Duration.ofSeconds(60);

  /** Refuses what could not work. */
  public GuestSettings {
    if (shutdownTimeout.isNegative() || shutdownTimeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "synnefo.guest.shutdown-timeout must be between PT0S and PT1H: " + shutdownTimeout);
    }
  }
}
