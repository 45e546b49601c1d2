package io.synnefo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.mail.DeliveryVerdict.Again;
import io.synnefo.mail.DeliveryVerdict.GivenUp;
import io.synnefo.mail.DeliveryVerdict.Sent;
import io.synnefo.mail.SendResult.Accepted;
import io.synnefo.mail.SendResult.Deferred;
import io.synnefo.mail.SendResult.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryVerdictTest {
  @ParameterizedTest(name = "after attempt {0}: {1}")
  @CsvSource({
    "1, PT30S",
    "2, PT1M",
    "3, PT2M",
    "7, PT32M",
    "8, PT1H",
    "64, PT1H",
    "65, PT1H",
    "99, PT1H"
  })
  void thePauseGrowsUpToAnHour(int attempt, Duration pause) {
    for (boolean ofServer : new boolean[] {true, false}) {
      assertEquals(
          new Again(pause, "busy"), DeliveryVerdict.of(new Deferred("busy", ofServer), attempt));
    }
  }

  @Test
  void withTheLastAttemptItIsGivenUpWithTheLastReason() {
    assertEquals(
        new GivenUp("failed 100 times, last: busy"),
        DeliveryVerdict.of(new Deferred("busy", true), DeliveryVerdict.MOST_ATTEMPTS));
  }

  @Test
  void aMailServerMayBeAwayForAWeekendAndIsNotTriedForAWeek() {
    Duration all = Duration.ZERO;
    for (int attempt = 1; attempt < DeliveryVerdict.MOST_ATTEMPTS; attempt++) {
      all = all.plus(((Again) DeliveryVerdict.of(new Deferred("busy", true), attempt)).pause());
    }
    assertTrue(all.compareTo(Duration.ofDays(3)) > 0 && all.compareTo(Duration.ofDays(5)) < 0);
  }

  @ParameterizedTest
  @CsvSource({"1", "100"})
  void whatTheServerDecidesIsDecided(int attempt) {
    assertEquals(new Sent(), DeliveryVerdict.of(new Accepted(), attempt));
    assertEquals(new GivenUp("nobody"), DeliveryVerdict.of(new Refused("nobody"), attempt));
  }
}
