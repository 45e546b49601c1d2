package io.synnefo.amqp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.QueueTools;
import io.synnefo.wire.queue.WorkQueue;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the operator's tools do to queues of a real broker. */
@Timeout(120)
class QueueToolsIT {
  private static final WorkQueue QUEUE = TestQueues.queue("it-tools", null);
  private static final QueueList LIST = new QueueList(List.of(), List.of(QUEUE));
  private BrokerSettings settings;
  private QueueTools tools;
  private Connection connection;

  @BeforeEach
  void emptyQueues() throws Exception {
    settings = TestBroker.settings(LIST);
    tools = new BrokerQueueTools(settings);
    connection = BrokerClient.connect(settings);
    TopologyCheck.run(settings);
    tools.purge("it-tools");
    tools.purge("it-tools-dl");
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  @Test
  void theListTellsWhatWaitsAndWhatIsDead() throws Exception {
    publish("it-tools", "1");
    dead("2", "no JSON");
    JsonObject queue = array(tools.list()).getJsonObject(0);
    assertEquals("it-tools", queue.getString("name"));
    assertTrue(queue.isNull("handler"));
    assertEquals(1, queue.getInt("messages"));
    assertEquals(0, queue.getInt("consumers"));
    assertEquals(1, queue.getInt("dead_letters"));
  }

  @Test
  void aQueueThatTheBrokerLacksHasNoFigures() throws Exception {
    QueueList list =
        new QueueList(List.of(), List.of(TestQueues.queue("it-missing", "any"), QUEUE));
    JsonArray all = array(new BrokerQueueTools(TestBroker.settings(list)).list());
    assertTrue(all.getJsonObject(0).isNull("messages"));
    assertEquals("any", all.getJsonObject(0).getString("handler"));
    assertEquals(0, all.getJsonObject(1).getInt("messages"));
  }

  @Test
  void aLookShowsTheFirstMessagesAndTakesNone() throws Exception {
    dead("1", "no JSON");
    dead("2", "boom");
    dead("3", "boom");
    for (int look = 0; look < 2; look++) {
      JsonArray seen = array(tools.inspect("it-tools-dl", 2));
      assertEquals(2, seen.size());
      assertEquals("1", seen.getJsonObject(0).getString("id"));
      assertEquals("no JSON", seen.getJsonObject(0).getString("reason"));
      assertEquals("it-tools", seen.getJsonObject(0).getString("queue"));
      assertEquals(3, seen.getJsonObject(0).getInt("attempts"));
      assertEquals("body of 1", seen.getJsonObject(0).getString("body"));
    }
    assertEquals(3, array(tools.list()).getJsonObject(0).getInt("dead_letters"));
  }

  @Test
  void ofADeadLetterOfTheBrokersOwnTheBrokersReasonIsShown() throws Exception {
    publish("it-tools", "1");
    try (Channel channel = connection.createChannel()) {
      GetResponse message = channel.basicGet("it-tools", false);
      while (message != null) {
        channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
        message = channel.basicGet("it-tools", false);
      }
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> looked("it-tools-dl").size() == 1);
    JsonObject letter = looked("it-tools-dl").getJsonObject(0);
    assertEquals("1", letter.getString("id"));
    assertEquals("the broker: delivery_limit", letter.getString("reason"));
    assertEquals("it-tools", letter.getString("queue"));
    assertTrue(letter.isNull("attempts"));
  }

  private JsonArray looked(String queue) {
    return array(tools.inspect(queue, 9));
  }

  @Test
  void messagesThatAreLookedAtOftenStayAndNoneIsEverHidden() throws Exception {
    for (String id : List.of("1", "2", "3")) {
      publish("it-tools", id);
    }
    for (int look = 0; look < 70; look++) {
      JsonArray seen = array(tools.inspect("it-tools", 9));
      assertEquals(Set.of("1", "2", "3"), ids(seen), "look " + look);
      assertEquals(3, seen.size(), "look " + look);
    }
    JsonObject queue = array(tools.list()).getJsonObject(0);
    assertEquals(3, queue.getInt("messages"));
    assertEquals(0, queue.getInt("dead_letters"));
  }

  @Test
  void aMessageThatIsPutBackAsNewIsTheSameButForWhatItMayNotHaveAgain() throws Exception {
    try (SureChannel channel = new SureChannel(connection)) {
      channel.publish(
          WorkQueue.DEAD_LETTER_EXCHANGE,
          "it-tools",
          new AMQP.BasicProperties.Builder()
              .messageId("1")
              .correlationId("c")
              .expiration("600000")
              .headers(Map.of("colour", "blue"))
              .build(),
          "body".getBytes(StandardCharsets.UTF_8));
    }
    for (int look = 0; look < 45; look++) {
      tools.inspect("it-tools", 1);
    }
    try (Channel channel = connection.createChannel()) {
      GetResponse message = channel.basicGet("it-tools", true);
      assertEquals("c", message.getProps().getCorrelationId());
      assertEquals("600000", message.getProps().getExpiration());
      assertEquals("blue", String.valueOf(QueueMessage.header(message.getProps(), "colour")));
      assertEquals("body", new String(message.getBody(), StandardCharsets.UTF_8));
      assertTrue(QueueMessage.returns(message) < 10, "returns " + QueueMessage.returns(message));
    }
  }

  @Test
  void aFullQueueTakesBackWhatWasLookedAt() throws Exception {
    WorkQueue small =
        new WorkQueue(
            "it-small",
            List.of(),
            null,
            false,
            new WorkQueue.Limits(null, null, Duration.ofSeconds(1), 1));
    BrokerSettings of = TestBroker.settings(new QueueList(List.of(), List.of(small)));
    TopologyCheck.run(of);
    QueueTools looks = new BrokerQueueTools(of);
    looks.purge("it-small");
    looks.purge("it-small-dl");
    publishUntilFull("it-small");
    Set<String> all = ids(array(looks.inspect("it-small", 9)));
    for (int look = 0; look < 70; look++) {
      assertEquals(all, ids(array(looks.inspect("it-small", 9))), "look " + look);
    }
    JsonObject queue = array(looks.list()).getJsonObject(0);
    assertEquals(all.size(), queue.getInt("messages"));
    assertEquals(0, queue.getInt("dead_letters"));
  }

  private void publishUntilFull(String queue) {
    assertThrows(
        IllegalStateException.class,
        () -> {
          for (int i = 0; i < 100; i++) {
            tools.publish(WorkQueue.DEAD_LETTER_EXCHANGE, queue, Integer.toString(i), "{}");
          }
        });
  }

  private static Set<String> ids(JsonArray messages) {
    return messages.stream()
        .map(message -> message.asJsonObject().getString("id"))
        .collect(Collectors.toSet());
  }

  @Test
  void aDeadLetterThatIsLookedAtOftenStays() throws Exception {
    dead("1", "boom");
    for (int look = 0; look < 2 * WorkQueue.DELIVERY_LIMIT; look++) {
      tools.inspect("it-tools-dl", 1);
    }
    assertEquals(1, array(tools.list()).getJsonObject(0).getInt("dead_letters"));
  }

  @Test
  void oneDeadLetterIsRetriedByItsIdAndTheOthersStay() throws Exception {
    dead("1", "boom");
    dead("2", "boom");
    assertEquals("{\"retried\":1,\"left\":0}", tools.retry("it-tools", Optional.of("2")));
    assertEquals("1", array(tools.inspect("it-tools-dl", 9)).getJsonObject(0).getString("id"));
    try (Channel channel = connection.createChannel()) {
      GetResponse back = channel.basicGet("it-tools", true);
      assertEquals("2", back.getProps().getMessageId());
      assertEquals("body of 2", new String(back.getBody(), StandardCharsets.UTF_8));
      assertEquals(null, QueueMessage.header(back.getProps(), DeadLetters.REASON));
      assertEquals(2, back.getProps().getDeliveryMode());
    }
  }

  @Test
  void allDeadLettersAreRetriedInTheirOrder() throws Exception {
    dead("1", "boom");
    dead("2", "boom");
    assertEquals("{\"retried\":2,\"left\":0}", tools.retry("it-tools-dl", Optional.empty()));
    JsonArray back = array(tools.inspect("it-tools", 9));
    assertEquals("1", back.getJsonObject(0).getString("id"));
    assertEquals("2", back.getJsonObject(1).getString("id"));
    assertEquals(0, array(tools.list()).getJsonObject(0).getInt("dead_letters"));
  }

  @Test
  void whatIsPublishedIsInAQueueOrTheReasonIsSaid() {
    tools.publish(WorkQueue.DEAD_LETTER_EXCHANGE, "it-tools", "7", "{}");
    JsonObject message = array(tools.inspect("it-tools", 1)).getJsonObject(0);
    assertEquals("7", message.getString("id"));
    assertEquals("{}", message.getString("body"));
    assertTrue(
        refusal(WorkQueue.DEAD_LETTER_EXCHANGE, "nowhere")
            .endsWith("no queue takes what has key nowhere at exchange ganeti-dl"));
    assertTrue(refusal("no-such-exchange", "any").contains("no exchange 'no-such-exchange'"));
  }

  private String refusal(String exchange, String key) {
    return String.valueOf(
        assertThrows(IllegalStateException.class, () -> tools.publish(exchange, key, "7", "{}"))
            .getMessage());
  }

  @Test
  void aQueueOrADeadLetterThatIsNotThereIsNamed() {
    assertEquals(
        "there is no queue 'x'; there are it-tools, and each with -dl behind its name",
        assertThrows(NoSuchElementException.class, () -> tools.inspect("x", 1)).getMessage());
    assertEquals(
        "no dead letter 7 in it-tools-dl",
        assertThrows(NoSuchElementException.class, () -> tools.retry("it-tools", Optional.of("7")))
            .getMessage());
    assertEquals(
        "limit must be from 1 to 200",
        assertThrows(IllegalArgumentException.class, () -> tools.inspect("it-tools", 0))
            .getMessage());
  }

  @Test
  void aBrokerThatCannotBeUsedIsSaidSoWhateverTheReason() {
    for (String uri : List.of("amqp://127.0.0.1:1", "amqps://127.0.0.1:1")) {
      BrokerSettings elsewhere =
          new BrokerSettings(
              List.of(uri),
              settings.username(),
              settings.password(),
              "it",
              "/",
              Optional.of("/no/such/file"),
              1,
              1,
              LIST);
      IllegalStateException refusal =
          assertThrows(IllegalStateException.class, () -> new BrokerQueueTools(elsewhere).list());
      String why = String.valueOf(refusal.getMessage());
      assertTrue(why.contains(uri.startsWith("amqps") ? "synnefo.amqp.ca-file" : uri), why);
    }
  }

  @Test
  void aPurgedQueueIsEmptyAndTellsHowManyMessagesAreGone() throws Exception {
    publish("it-tools", "1");
    publish("it-tools", "2");
    assertEquals(2, tools.purge("it-tools"));
    assertEquals(0, array(tools.list()).getJsonObject(0).getInt("messages"));
  }

  private void dead(String id, String reason) throws Exception {
    new DeadLetters(connection, QUEUE)
        .publish(
            MessageProperties.PERSISTENT_BASIC,
            ("body of " + id).getBytes(StandardCharsets.UTF_8),
            id,
            new Verdict.DeadLetter(reason, 3));
  }

  private void publish(String queue, String id) throws Exception {
    try (Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.basicPublish(
          WorkQueue.DEAD_LETTER_EXCHANGE,
          queue,
          new AMQP.BasicProperties.Builder().messageId(id).deliveryMode(2).build(),
          id.getBytes(StandardCharsets.UTF_8));
      channel.waitForConfirmsOrDie(10_000);
    }
  }

  private static JsonArray array(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readArray();
    }
  }
}
