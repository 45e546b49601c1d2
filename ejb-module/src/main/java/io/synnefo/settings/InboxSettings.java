package io.synnefo.settings;

import java.time.Duration;

/**
 * How long events are known.
 *
 * @param age an event older than that may be forgotten, and is refused from then on
 */
public record InboxSettings(Duration age) {
  /** So long Ganeti keeps archived jobs, after which nobody tells of them: ganeti-cleaner's. */
  public static final Duration LEAST = Duration.ofDays(21);

  /** A job may have ended long after its first opcode, and an archive be cleaned late. */
  public static final Duration DEFAULT_AGE = Duration.ofDays(60);

  private static final Duration MOST = Duration.ofDays(3650);

  /** Refuses to forget what Ganeti may still have in its archive. */
  public InboxSettings {
    if (age.compareTo(LEAST) < 0 || age.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "synnefo.inbox.age must be between P21D, for so long Ganeti keeps archived jobs, and"
              + " P3650D: "
              + age);
    }
  }
}
