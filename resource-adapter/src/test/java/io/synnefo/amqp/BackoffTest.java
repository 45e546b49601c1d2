package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void pausesDoubleUpToTheLongestAndStartOverAfterASuccess() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(350));
    assertEquals(Duration.ofMillis(100), backoff.next());
    assertEquals(Duration.ofMillis(200), backoff.next());
    assertEquals(Duration.ofMillis(350), backoff.next());
    assertEquals(Duration.ofMillis(350), backoff.next());
    backoff.reset();
    assertEquals(Duration.ofMillis(100), backoff.next());
  }
}
