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

  /** Ganeti's own 30 seconds, and one for the way there and back. */
  private static final Duration LEAST = Duration.ofSeconds(31);

  /** Refuses what is shorter than Ganeti's own time to give up: a job could still appear. */
  public SubmitSettings {
    if (timeout.compareTo(LEAST) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "synnefo.submit.timeout must be between PT31S and PT1H: " + timeout);
    }
  }

  /**
   * Refuses to give up what may not have left yet: a call waits for its turn and connects for up to
   * its whole time-out before the submission leaves.
   */
  void requireFor(RapiSettings rapi) {
    Duration least = LEAST.plus(rapi.timeout());
    if (timeout.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "synnefo.submit.timeout must be at least "
              + least
              + ", synnefo.rapi.timeout and 31 s: "
              + timeout);
    }
  }
}
