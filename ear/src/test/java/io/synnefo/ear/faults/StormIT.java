package io.synnefo.ear.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.synnefo.ear.faults.Storm.Fault;
import io.synnefo.ear.faults.Storm.Strikes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The storm itself: no part of a cloud is needed. */
@Timeout(60)
class StormIT {
  private static final Duration OFTEN = Duration.ofMillis(10);

  @Test
  void aFaultComesAgainWhenTheOneBeforeIsHealedAndHowLongItWasKeptIsTold() throws Exception {
    Semaphore alone = new Semaphore(1);
    CountDownLatch few = new CountDownLatch(5);
    Strikes strikes;
    try (Storm storm = new Storm()) {
      storm.every(
          "broker",
          Duration.ofNanos(1),
          () -> {
            assertTrue(alone.tryAcquire(), "two at once");
            few.countDown();
            alone.release();
          });
      few.await();
      strikes = storm.end().get("broker");
    }
    assertTrue(strikes.times() >= 5, strikes::toString);
    assertTrue(strikes.held().compareTo(Duration.ZERO) > 0, strikes::toString);
  }

  @Test
  void faultsOfTwoKindsAreThereAtOnce() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Fault fault =
        () -> {
          both.countDown();
          both.await();
        };
    try (Storm storm = new Storm()) {
      storm.every("server", OFTEN, fault);
      storm.every("broker", OFTEN, fault);
      both.await();
      assertEquals(Set.of("server", "broker"), storm.end().keySet());
    }
  }

  @Test
  void whatIsNotDueBeforeTheEndComesAtTheEnd() throws Exception {
    try (Storm storm = new Storm()) {
      storm.when("freeze", () -> false, () -> {});
      assertEquals(Map.of("freeze", new Strikes(1, Duration.ZERO)), storm.end());
    }
  }

  @Test
  void faultsThatCouldNotBeMadeAreAllTold() throws Exception {
    try (Storm storm = new Storm()) {
      storm.when("freeze", () -> true, () -> fail("no such process"));
      storm.when("database", () -> true, () -> fail("not ready"));
      Throwable[] told = assertThrows(IllegalStateException.class, storm::end).getSuppressed();
      assertTrue(String.valueOf(told[0].getMessage()).endsWith("no such process"));
      assertTrue(String.valueOf(told[1].getMessage()).endsWith("not ready"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "39, PT0S, PT800S, true",
    "38, PT0S, PT800S, false",
    "38, PT20S, PT800S, true",
    "20, PT400S, PT800S, true",
    "1, PT0S, PT25S, true",
    "0, PT0S, PT25S, false",
    "0, PT800S, PT800S, false"
  })
  void asManyComeAsTheTimeInWhichNoneWasKeptWaitingHasPeriods(
      int times, Duration held, Duration time, boolean right) {
    assertEquals(right, new Strikes(times, held).cameEach(Duration.ofSeconds(20), time));
  }
}
