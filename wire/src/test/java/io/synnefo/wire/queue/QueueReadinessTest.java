package io.synnefo.wire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueReadinessTest {
  @ParameterizedTest
  @CsvSource({
    "4, false, 0, false",
    "4, false, 3, false",
    "4, true, 0, true",
    "4, true, 15, true",
    "4, true, 16, false",
    "1, true, 86400, false",
    "0, false, 0, true",
    "0, true, 86400, true"
  })
  void aQueueWithAHandlerIsReadyOnceItWasConsumedAndNotLongSilent(
      int sessions, boolean everConnected, long seconds, boolean ready) {
    assertEquals(
        ready, new QueueReadiness(sessions, everConnected, Duration.ofSeconds(seconds)).isReady());
  }
}
