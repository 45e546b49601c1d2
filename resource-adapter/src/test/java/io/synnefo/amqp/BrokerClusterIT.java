package io.synnefo.amqp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.WorkQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What three nodes do that one alone never does. */
@Timeout(240)
class BrokerClusterIT {
  private static final WorkQueue QUEUE = TestQueues.queue("it-election", "any");
  private static final String CONSUMER_TIMEOUT =
      "element(2, application:get_env(rabbit, consumer_timeout)).";
  private static final QueueList LIST = new QueueList(List.of(), List.of(QUEUE));

  @Test
  void aDeadLetterThatMetItsQueueWithoutALeaderIsTakenOnceThereIsOneThoughTheOldOneStaysAway(
      @TempDir Path dir) throws Exception {
    try (ThreeBrokers brokers = new ThreeBrokers(dir)) {
      assertOutlastsMail(brokers.script("ctl", "1", "eval", CONSUMER_TIMEOUT));
      try (Connection leader = BrokerClient.connect(brokers.settings(2, LIST))) {
        Topology.declare(leader, LIST); // a queue is led by the node that was asked for it
      }
      try (Connection connection = BrokerClient.connect(brokers.settings(1, LIST))) {
        DeadLetters letters = new DeadLetters(connection, QUEUE);
        brokers.freeze(3); // of three one is left, which can elect nobody
        brokers.kill(2);
        assertFalse(takes(letters));
        brokers.thaw(3);
        await().atMost(Duration.ofSeconds(30)).until(() -> takes(letters));
        assertTrue(depth(connection) > 0);
      }
    }
  }

  /** What is kept for lack of room in the outbox: mail is given up after four days, not before. */
  private static void assertOutlastsMail(String said) {
    String last = said.lines().reduce("", (before, line) -> line.strip());
    Duration kept = Duration.ofMillis(Long.parseLong(last));
    Duration until = kept.multipliedBy(WorkQueue.DELIVERY_LIMIT);
    assertTrue(until.compareTo(Duration.ofDays(5)) > 0, until + " by " + said);
  }

  private static boolean takes(DeadLetters letters) throws IOException {
    try {
      letters.publish(
          MessageProperties.PERSISTENT_BASIC, new byte[0], "1", new Verdict.DeadLetter("no", 1));
      return true;
    } catch (NotTaken e) {
      return false;
    }
  }

  private static long depth(Connection connection) throws Exception {
    try (Channel channel = connection.createChannel()) {
      return channel.messageCount(QUEUE.deadLetterQueue());
    }
  }
}
