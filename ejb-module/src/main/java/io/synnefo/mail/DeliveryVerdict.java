package io.synnefo.mail;

import java.time.Duration;

/**
 * What becomes of a mail after an attempt: a pure decision. Pauses grow from half a minute to an
 * hour, and with the last attempt about four days have passed (RFC 5321, section 4.5.4.1).
 */
sealed interface DeliveryVerdict {
  int MOST_ATTEMPTS = 100;
  Duration FIRST_PAUSE = Duration.ofSeconds(30);
  Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** It is done. */
  record Sent() implements DeliveryVerdict {}

  /** It is due again after that pause. */
  record Again(Duration pause, String reason) implements DeliveryVerdict {}

  /** It is not tried any more. */
  record GivenUp(String reason) implements DeliveryVerdict {}

  /**
   * The decision.
   *
   * @param attempt which one that was, from 1
   */
  static DeliveryVerdict of(SendResult result, int attempt) {
    if (result instanceof SendResult.Refused refused) {
      return new GivenUp(refused.reason());
    }
    if (result instanceof SendResult.Deferred deferred) {
      return attempt < MOST_ATTEMPTS
          ? new Again(pause(attempt), deferred.reason())
          : new GivenUp("failed " + attempt + " times, last: " + deferred.reason());
    }
    return new Sent();
  }

  private static Duration pause(int attempt) {
    // beyond that many doublings it is the longest one anyway, and nothing overflows
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 16));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
