package io.synnefo.amqp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.WorkQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's tools where time, room or the connection ends in the middle of it. */
@Timeout(120)
class DeadLetterRetryIT {
  private static final int LENGTH = 3;
  private static final WorkQueue QUEUE =
      new WorkQueue(
          "it-retry",
          List.of(),
          null,
          false,
          new WorkQueue.Limits(null, null, Duration.ofSeconds(1), LENGTH));
  private static final QueueList LIST = new QueueList(List.of(), List.of(QUEUE));

  private BrokerQueueTools tools;
  private Connection connection;

  @BeforeEach
  void emptyQueues() throws Exception {
    BrokerSettings settings = TestBroker.settings(LIST);
    tools = new BrokerQueueTools(settings);
    connection = BrokerClient.connect(settings);
    Topology.declare(connection, LIST);
    tools.purge("it-retry");
    tools.purge("it-retry-dl");
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  @Test
  void aRetryThatTimeEndsTellsHowManyAreLeftAndTheNextDoesThose() throws Exception {
    dead("1", "2", "3");
    int[] asked = {0};
    assertEquals(
        new DeadLetterRetry.Outcome(2, 1),
        DeadLetterRetry.run(connection, QUEUE, Optional.empty(), () -> asked[0]++ == 2));
    assertEquals(Set.of("1", "2"), ids("it-retry"));
    awaitDepth("it-retry-dl", 1);
    assertEquals("{\"retried\":1,\"left\":0}", tools.retry("it-retry", Optional.empty()));
  }

  @Test
  void theDeadLettersThatAFullQueueDoesNotTakeBackStayAndTheReasonIsSaid() throws Exception {
    while (takes()) {
      // until it is full
    }
    dead("1");
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> tools.retry("it-retry", Optional.empty()));
    assertTrue(
        String.valueOf(refusal.getMessage())
            .contains("the queue for it-retry did not take it: full, or no leader"),
        refusal.getMessage());
    awaitDepth("it-retry-dl", 1);
    tools.purge("it-retry");
    assertEquals("{\"retried\":1,\"left\":0}", tools.retry("it-retry", Optional.of("1")));
    assertEquals(Set.of("1"), ids("it-retry"));
  }

  private boolean takes() throws Exception {
    try (SureChannel channel = new SureChannel(connection)) {
      channel.publish(
          WorkQueue.DEAD_LETTER_EXCHANGE,
          "it-retry",
          MessageProperties.PERSISTENT_BASIC,
          new byte[0]);
      return true;
    } catch (NotTaken e) {
      return false;
    }
  }

  /** Confirmed, then acknowledged: in between it is in both, and never in neither. */
  @ParameterizedTest
  @CsvSource({"basicPublish, 0", "basicAck, 1"})
  void aConnectionThatEndsInTheMiddleOfARetryLosesNothing(String before, int back)
      throws Exception {
    dead("1");
    Connection doomed = CutConnection.of(BrokerClient.connect(TestBroker.settings(LIST)), before);
    assertThrows(
        Exception.class, () -> DeadLetterRetry.run(doomed, QUEUE, Optional.empty(), () -> false));
    awaitDepth("it-retry-dl", 1);
    awaitDepth("it-retry", back);
  }

  @Test
  void aMessageThatWasLookedAtTooOftenAndIsNotTakenAsNewIsNamedAndStays() throws Exception {
    assertTrue(takes());
    try (Channel channel = connection.createChannel()) {
      for (int returns = 0; returns < 40; returns++) {
        GetResponse message = channel.basicGet("it-retry", false);
        channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
      }
      channel.queueUnbind("it-retry", WorkQueue.DEAD_LETTER_EXCHANGE, "it-retry");
    }
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> tools.inspect("it-retry", 1));
    assertTrue(
        String.valueOf(refusal.getMessage())
            .contains(
                "was given back 40 times, and the broker does not take it as new; at 50 the broker"
                    + " makes it a dead letter: nobody should look again"),
        refusal.getMessage());
    awaitDepth("it-retry", 1);
  }

  private void dead(String... ids) throws IOException {
    DeadLetters letters = new DeadLetters(connection, QUEUE);
    for (String id : ids) {
      letters.publish(
          MessageProperties.PERSISTENT_BASIC, new byte[0], id, new Verdict.DeadLetter("no", 1));
    }
  }

  /** What a closed connection had in hand comes back a moment later. */
  private void awaitDepth(String queue, int messages) throws Exception {
    try (Channel channel = connection.createChannel()) {
      await().atMost(Duration.ofSeconds(30)).until(() -> channel.messageCount(queue) == messages);
    }
  }

  /** Takes them out. */
  private Set<String> ids(String queue) throws Exception {
    Set<String> ids = new TreeSet<>();
    try (Channel channel = connection.createChannel()) {
      for (GetResponse message = channel.basicGet(queue, true);
          message != null;
          message = channel.basicGet(queue, true)) {
        ids.add(message.getProps().getMessageId());
      }
    }
    return ids;
  }
}
