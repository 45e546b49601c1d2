package io.synnefo.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProxyRotationTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it may run over
  private final ProxyRotation rotation = new ProxyRotation(3, now::get);

  @Test
  void eachIsFirstInItsTurn() {
    assertEquals(List.of(0, 1, 2), rotation.next());
    assertEquals(List.of(1, 2, 0), rotation.next());
    assertEquals(List.of(2, 0, 1), rotation.next());
    assertEquals(List.of(0, 1, 2), rotation.next());
  }

  @Test
  void oneThatFailedIsLastForHalfAMinute() {
    rotation.failed(0);
    assertEquals(List.of(1, 2, 0), rotation.next());
    assertEquals(List.of(1, 2, 0), rotation.next());
    assertEquals(List.of(2, 1, 0), rotation.next());
    now.addAndGet(Duration.ofSeconds(30).toNanos());
    assertEquals(List.of(0, 1, 2), rotation.next());
  }

  @Test
  void whereAllFailedAllAreAsked() {
    rotation.failed(0);
    rotation.failed(1);
    rotation.failed(2);
    assertEquals(List.of(0, 1, 2), rotation.next());
    assertEquals(List.of(1, 2, 0), rotation.next());
  }

  @Test
  void anAnswerMakesItAsGoodAsTheOthers() {
    rotation.failed(0);
    assertTrue(rotation.answered(0));
    assertEquals(List.of(0, 1, 2), rotation.next());
  }

  /** So that the log has a line each, and not one a request. */
  @Test
  void whatIsKnownIsNoNews() {
    assertFalse(rotation.answered(1));
    assertTrue(rotation.failed(1));
    assertFalse(rotation.failed(1));
    now.addAndGet(Duration.ofSeconds(31).toNanos());
    assertTrue(rotation.failed(1));
    assertTrue(rotation.answered(1));
    assertFalse(rotation.answered(1));
  }

  @Test
  void whereThereAreNoneNoneIsAsked() {
    assertEquals(List.of(), new ProxyRotation(0, now::get).next());
  }
}
