package io.synnefo.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void itLeavesWhatIsLeftOfItsTime() {
    Deadline deadline = Deadline.in(HOUR);
    assertTrue(deadline.leavesLessThan(HOUR.plusMinutes(1)));
    assertFalse(deadline.leavesLessThan(HOUR.minusMinutes(30)));
    assertTrue(Deadline.in(Duration.ZERO).leavesLessThan(Duration.ZERO.plusNanos(1)));
  }

  @Test
  void theEarlierOfTwoCounts() {
    Deadline deadline = Deadline.in(HOUR);
    assertEquals(deadline, deadline.orIn(HOUR.multipliedBy(2)));
    assertTrue(deadline.orIn(Duration.ofMinutes(1)).leavesLessThan(Duration.ofMinutes(2)));
  }

  @Test
  void onceItHasPassedNothingIsWaitedFor() {
    assertThrows(SocketTimeoutException.class, Deadline.in(Duration.ofSeconds(-1))::millis);
  }
}
