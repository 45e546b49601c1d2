package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration LEAST = Duration.ofMillis(250);
  private static final Duration MOST = Duration.ofSeconds(15);

  /** Nothing is taken off by chance. */
  private static final RandomGenerator LUCKLESS = () -> 0;

  @Test
  void pausesDoubleUpToALimitAndBeginAgain() {
    Backoff pauses = new Backoff(LEAST, MOST, LUCKLESS);
    assertEquals(
        List.of(250L, 500L, 1000L, 2000L, 4000L, 8000L, 15_000L, 15_000L),
        Stream.generate(pauses::next).limit(8).map(Duration::toMillis).toList());
    pauses.reset();
    assertEquals(LEAST, pauses.next());
  }

  @Test
  void eachIsShortenedAtRandomButByNoMoreThanAHalf() {
    Backoff pauses = new Backoff(MOST, MOST, new Random(1));
    Set<Duration> different = new HashSet<>();
    for (int n = 0; n < 10_000; n++) {
      Duration pause = pauses.next();
      assertTrue(pause.compareTo(MOST.dividedBy(2)) >= 0 && pause.compareTo(MOST) <= 0);
      different.add(pause);
    }
    assertTrue(different.size() > 1000, different.size() + " different ones");
  }
}
