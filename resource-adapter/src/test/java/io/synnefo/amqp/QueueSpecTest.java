package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.wire.queue.WorkQueue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueSpecTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 49, PT0S",
    "PT1S, 1, PT1S",
    "PT1S, 3, PT4S",
    "PT1S, 49, PT1M4S",
    "PT1M, 4, PT8M",
    "PT1M, 5, PT10M",
    "PT1M, 49, PT10M"
  })
  void thePauseDoublesAndStaysFarBelowTheTimeThatTheBrokerGivesAConsumer(
      Duration first, int attempts, Duration expected) {
    WorkQueue queue =
        new WorkQueue("q", List.of(), "any", false, new WorkQueue.Limits(null, null, first, 1000));
    assertEquals(expected, new QueueSpec(queue, TestQueues.NONE, 1, 5).retryPause(attempts));
  }
}
