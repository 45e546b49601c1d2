package io.synnefo.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.schema.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each call in a transaction of its own, as the application makes them. */
abstract class HeartbeatsContract {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  abstract TestDatabase database();

  @Test
  void onlyAnswersToQuestionsThatWereAskedCount() {
    tell(Duration.ZERO, heartbeats -> asked(heartbeats, "one", "two"));
    assertEquals(true, tell(Duration.ZERO, heartbeats -> heartbeats.answered("two")));
    assertEquals(false, tell(Duration.ZERO, heartbeats -> heartbeats.answered("foreign")));
    assertEquals(List.of("two"), answers("one", "two", "foreign"));
  }

  @Test
  void anAnswerThatComesTwiceIsAnAnswer() {
    tell(Duration.ZERO, heartbeats -> asked(heartbeats, "twice"));
    for (int delivery = 0; delivery < 2; delivery++) {
      assertEquals(true, tell(Duration.ZERO, heartbeats -> heartbeats.answered("twice")));
    }
    assertEquals(List.of("twice"), answers("twice"));
  }

  @Test
  void nobodyHearsOfAQuestionThatWasForgotten() {
    tell(Duration.ZERO, heartbeats -> asked(heartbeats, "gone", "kept"));
    tell(
        Duration.ZERO,
        heartbeats -> {
          heartbeats.forget(List.of("gone"));
          return true;
        });
    assertEquals(false, tell(Duration.ZERO, heartbeats -> heartbeats.answered("gone")));
    assertEquals(true, tell(Duration.ZERO, heartbeats -> heartbeats.answered("kept")));
  }

  @Test
  void aQuestionWhoseAskerDiedGoesWithTheNextAfterADay() {
    tell(Duration.ZERO, heartbeats -> asked(heartbeats, "left"));
    tell(Duration.ofHours(23), heartbeats -> asked(heartbeats, "next"));
    assertEquals(true, tell(Duration.ZERO, heartbeats -> heartbeats.answered("left")));
    tell(Duration.ofHours(25), heartbeats -> asked(heartbeats, "last"));
    assertEquals(false, tell(Duration.ZERO, heartbeats -> heartbeats.answered("left")));
    assertEquals(true, tell(Duration.ZERO, heartbeats -> heartbeats.answered("next")));
  }

  private static boolean asked(Heartbeats heartbeats, String... tags) {
    List.of(tags).forEach(heartbeats::ask);
    return true;
  }

  private List<String> answers(String... tags) {
    return tell(Duration.ZERO, heartbeats -> heartbeats.answersTo(List.of(tags)));
  }

  private <T> T tell(Duration later, Function<Heartbeats, T> call) {
    Clock clock = Clock.fixed(NOW.plus(later), ZoneOffset.UTC);
    return database().inTransaction(em -> call.apply(HeartbeatFixtures.heartbeats(em, clock)));
  }
}
