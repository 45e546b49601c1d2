package io.synnefo.settings;

import java.time.Duration;

/**
 * How patient we are with what we asked of Ganeti.
 *
 * @param timeout a task that was not settled by then is looked up in Ganeti, and again each time as
 *     much has passed
 */
public record SubmitSettings(Duration timeout) {
  /** Twice the 30 seconds after which Ganeti's own front end gives up a submission. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /** Refuses what is shorter than Ganeti's own time to give up: a job could still appear. */
  public SubmitSettings {
    if (timeout.compareTo(Duration.ofSeconds(31)) < 0
        || timeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "synnefo.submit.timeout must be between PT31S and PT1H: " + timeout);
    }
  }
}
