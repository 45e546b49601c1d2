package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.synnefo.wire.queue.Binding;
import io.synnefo.wire.queue.Exchange;
import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.WorkQueue;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue configuration against a real broker. */
@Timeout(120)
class DeclaredQueuesIT {
  private static final Exchange EXCHANGE = new Exchange("it-topology", "topic");

  @Test
  void whatIsMissingIsDeclaredAndWhatIsPublishedArrives() throws Exception {
    WorkQueue queue = TestQueues.queue("it-declared", "any", new Binding("it-topology", "a.*"));
    TopologyCheck.run(settings(queue));
    TopologyCheck.run(settings(queue)); // once more does no harm
    try (Connection connection = BrokerClient.connect(settings(queue));
        Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.basicPublish("it-topology", "a.b", null, "x".getBytes(StandardCharsets.UTF_8));
      channel.waitForConfirmsOrDie(10_000);
      assertEquals(1, channel.messageCount("it-declared"));
      assertEquals(0, channel.queueDeclarePassive("it-declared-dl").getMessageCount());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exchange", "binding", "dead-letter binding", "dead-letter queue"})
  void whatSomebodyDeletedIsThereAgainAfterAMinuteOfChecks(String lost) throws Exception {
    WorkQueue queue = TestQueues.queue("it-lost", null, new Binding("it-lost", "a.*"));
    QueueList list = new QueueList(List.of(new Exchange("it-lost", "topic")), List.of(queue));
    BrokerSettings settings = TestBroker.settings(list);
    try (BrokerLink link = new BrokerLink(settings, new QueueSpec(queue, list, 0, 5));
        Connection connection = BrokerClient.connect(settings)) {
      delete(connection, lost);
      for (int checks = 0; checks < BrokerLink.CHECKS_A_DECLARATION; checks++) {
        link.check();
      }
      assertFalse(link.isLost(), link.lossReason());
      try (SureChannel channel = new SureChannel(connection)) {
        // which fails where no queue takes it
        channel.publish("it-lost", "a.b", MessageProperties.PERSISTENT_BASIC, new byte[0]);
        channel.publish(
            WorkQueue.DEAD_LETTER_EXCHANGE,
            queue.deadLetterQueue(),
            MessageProperties.PERSISTENT_BASIC,
            new byte[0]);
      }
    }
  }

  private static void delete(Connection connection, String what) throws Exception {
    try (Channel channel = connection.createChannel()) {
      switch (what) {
        case "exchange" -> channel.exchangeDelete("it-lost");
        case "binding" -> channel.queueUnbind("it-lost", "it-lost", "a.*");
        case "dead-letter binding" ->
            channel.queueUnbind("it-lost-dl", WorkQueue.DEAD_LETTER_EXCHANGE, "it-lost-dl");
        default -> channel.queueDelete("it-lost-dl");
      }
    }
  }

  @Test
  void aFullQueueOfCopiesHoldsUpNobody() throws Exception {
    WorkQueue plain = TestQueues.queue("it-copied", "any", new Binding("it-topology", "c.#"));
    WorkQueue copies =
        new WorkQueue(
            "it-copies",
            List.of(new Binding("it-topology", "#")),
            "any",
            true,
            new WorkQueue.Limits(null, null, Duration.ofSeconds(1), 3));
    TopologyCheck.run(settings(plain, copies));
    try (Connection connection = BrokerClient.connect(settings(plain));
        Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      for (int n = 0; n < 20; n++) {
        channel.basicPublish("it-topology", "c.d", null, new byte[] {(byte) n});
        channel.waitForConfirmsOrDie(10_000);
      }
      assertEquals(20, channel.messageCount("it-copied"));
      assertEquals(3, channel.messageCount("it-copies"));
      GetResponse eldest = channel.basicGet("it-copies", true);
      assertEquals(17, eldest.getBody()[0], "the latest are kept");
      assertEquals(0, channel.messageCount("it-copies-dl"));
    }
  }

  @Test
  void aQueueThatIsThereWithOtherArgumentsIsNamedWithTheArgumentAndStaysAsItIs() throws Exception {
    WorkQueue queue = TestQueues.queue("it-otherwise", "any");
    Map<String, Object> arguments = new HashMap<>(queue.arguments());
    arguments.put("x-max-length", 7);
    try (Connection connection = BrokerClient.connect(settings());
        Channel channel = connection.createChannel()) {
      channel.queueDeclare("it-otherwise", true, false, false, arguments);
    }
    Exception refusal =
        assertThrows(IllegalStateException.class, () -> TopologyCheck.run(settings(queue)));
    String why = String.valueOf(refusal.getMessage());
    assertTrue(
        why.contains("'x-max-length' for queue 'it-otherwise'")
            && why.contains("received '1000' but current is '7'"),
        why);
  }

  @Test
  void aClassicQueueOfAnOldInstallationIsNamed() throws Exception {
    WorkQueue queue = TestQueues.queue("it-classic", "any");
    try (Connection connection = BrokerClient.connect(settings());
        Channel channel = connection.createChannel()) {
      channel.queueDeclare("it-classic", true, false, false, Map.of());
    }
    Exception refusal =
        assertThrows(IllegalStateException.class, () -> TopologyCheck.run(settings(queue)));
    String why = String.valueOf(refusal.getMessage());
    assertTrue(why.contains("for queue 'it-classic'"), why);
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNoReasonToRefuse() throws Exception {
    BrokerSettings up = settings();
    TopologyCheck.run(
        new BrokerSettings(
            List.of("amqp://127.0.0.1:1"),
            up.username(),
            up.password(),
            up.prefix(),
            up.virtualHost(),
            up.caFile(),
            1,
            1,
            up.queues()));
  }

  @Test
  void aBrokerThatHangsDoesNotHideTheNext() throws Exception {
    BrokerSettings up = settings();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerSettings both =
          new BrokerSettings(
              List.of("amqp://127.0.0.1:" + silent.getLocalPort(), up.uris().get(0)),
              up.username(),
              up.password(),
              up.prefix(),
              up.virtualHost(),
              up.caFile(),
              1,
              1,
              up.queues());
      try (Connection connection = BrokerClient.connect(both)) {
        assertTrue(connection.isOpen());
      }
    }
  }

  private static BrokerSettings settings(WorkQueue... queues) throws Exception {
    return TestBroker.settings(new QueueList(List.of(EXCHANGE), List.of(queues)));
  }
}
