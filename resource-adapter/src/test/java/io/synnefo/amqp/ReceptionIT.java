package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import io.synnefo.wire.queue.WorkQueue;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that the JMS client has its difficulties with, from a real broker to the bean. */
@Timeout(120)
class ReceptionIT {
  private static final WorkQueue QUEUE = TestQueues.queue("it-reception", "any");
  private Reception reception;

  @BeforeEach
  void queues() throws Exception {
    reception = new Reception(QUEUE, 2);
  }

  @AfterEach
  void close() throws Exception {
    reception.close();
  }

  @Test
  void aHeaderWithoutAValueKillsNoSession() throws Exception {
    try (BrokerLink link = reception.open()) {
      for (int i = 0; i < 4; i++) {
        reception.publish(withHeaders("null-" + i), "x");
      }
      for (int i = 0; i < 4; i++) {
        Message message = reception.bean.next();
        assertEquals("blue", TestBean.property(message, "colour"));
        assertNull(TestBean.property(message, "nothing"));
      }
      Reception.await(() -> reception.figures.getDone() == 4);
      assertEquals(2, link.liveSessions());
      link.check();
      assertFalse(link.isLost(), link.lossReason());
    }
  }

  @Test
  void aDeadLetterHasAllOfItsMessageAndRetriedItIsTheSameToTheHandler() throws Exception {
    reception.bean.failWith(new MessageRefusedException("no"));
    AMQP.BasicProperties properties = full(withHeaders("full"));
    try (BrokerLink link = reception.open()) {
      reception.publish(properties, "text");
      Message first = reception.bean.next();
      GetResponse dead = reception.peekDeadLetter();
      assertEquals(
          properties.builder().headers(null).userId(null).expiration(null).deliveryMode(2).build(),
          dead.getProps().builder().headers(null).build());
      Map<String, Object> headers = new HashMap<>(dead.getProps().getHeaders());
      assertTrue(headers.containsKey("nothing"));
      assertEquals("blue", String.valueOf(headers.get("colour")));
      assertEquals("no", String.valueOf(headers.get(DeadLetters.REASON)));
      assertFalse(headers.containsKey("CC"));
      reception.bean.failWith(null);
      reception.tools().retry(QUEUE.name(), Optional.of("full"));
      Message again = reception.bean.next();
      assertEquals("TextMessage", again.getJMSType());
      assertEquals("text", again.getBody(String.class));
      assertEquals(first.getJMSCorrelationID(), again.getJMSCorrelationID());
      assertEquals("blue", TestBean.property(again, "colour"));
      assertFalse(again.propertyExists(DeadLetters.REASON));
      assertFalse(again.propertyExists("CC"));
      assertFalse(link.isLost(), link.lossReason());
    }
  }

  @Test
  void aMessageWhoseHeadersFillAFrameIsADeadLetterWithoutThem() throws Exception {
    reception.bean.failWith(new MessageRefusedException("no ".repeat(100)));
    Map<String, Object> headers = new HashMap<>();
    headers.put("large", "x".repeat(131_072 - 100));
    try (BrokerLink link = reception.open()) {
      reception.publish(
          new AMQP.BasicProperties.Builder().messageId("large").headers(headers).build(), "x");
      GetResponse dead = reception.deadLetter();
      assertEquals("large", dead.getProps().getMessageId());
      assertFalse(dead.getProps().getHeaders().containsKey("large"));
      assertTrue(dead.getProps().getHeaders().containsKey(DeadLetters.REASON));
      assertFalse(link.isLost(), link.lossReason());
    }
  }

  private static AMQP.BasicProperties full(AMQP.BasicProperties properties) {
    Map<String, Object> headers = new HashMap<>(properties.getHeaders());
    headers.put("JMSType", "TextMessage");
    headers.put("CC", List.of(QUEUE.deadLetterQueue() + "-of-nobody"));
    return properties
        .builder()
        .headers(headers)
        .contentType("text/plain")
        .contentEncoding("utf-8")
        .correlationId("c")
        .type("kind")
        .appId("app")
        .priority(3)
        .replyTo("somebody")
        .expiration("600000")
        .userId(TestBroker.property("amqp.username"))
        .deliveryMode(1)
        .build();
  }

  @Test
  void aReasonOfAnyLengthFitsIntoADeadLetter() throws Exception {
    String wild = "no \0 ".repeat(100_000);
    reception.bean.failWith(new MessageRefusedException(wild));
    try (BrokerLink link = reception.open()) {
      reception.publish(withHeaders("wild\n"), "x");
      GetResponse dead = reception.deadLetter();
      String reason = String.valueOf(QueueMessage.header(dead.getProps(), DeadLetters.REASON));
      assertTrue(reason.startsWith("no \\u0000 no "), reason);
      assertFalse(link.isLost(), link.lossReason());
    }
  }

  private static final class MessageRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MessageRefusedException(String reason) {
      super(reason);
    }
  }

  @Test
  void aMessageThatTheClientCannotReadIsADeadLetterAndItsSessionGoesOn() throws Exception {
    try (Reception kept = new Reception(QUEUE, 0);
        BrokerLink link = kept.open();
        Connection connection = connection(link)) {
      Channel channel = connection.createChannel();
      consume(channel, kept, link, inbound -> {});
      for (String id : List.of("first", "second")) {
        kept.publish(withHeaders(id), "unreadable");
        GetResponse dead = kept.deadLetter();
        assertEquals(id, dead.getProps().getMessageId());
        assertEquals("unreadable", new String(dead.getBody(), StandardCharsets.UTF_8));
        assertEquals(
            "JMS client cannot read it: java.io.IOException: cannot read",
            String.valueOf(QueueMessage.header(dead.getProps(), DeadLetters.REASON)));
      }
      Reception.await(() -> kept.figures.getRefused() == 2);
      assertEquals(0, kept.messages());
      assertTrue(channel.isOpen());
      assertFalse(link.isLost(), link.lossReason());
    }
  }

  @Test
  void aSessionThatFailsWithAMessageInHandLosesTheLinkAndTheMessageIsNoDeadLetter()
      throws Exception {
    try (Reception kept = new Reception(QUEUE, 0);
        BrokerLink link = kept.open()) {
      try (Connection connection = connection(link)) {
        consume(connection.createChannel(), kept, link, Inbound::take);
        kept.publish(withHeaders("first"), "x");
        assertTrue(link.awaitLoss(Duration.ofSeconds(30)));
        assertEquals(
            "a session of the JMS client failed: java.io.IOException: cannot read",
            link.lossReason());
      }
      Reception.await(() -> kept.messages() == 1);
      assertEquals(0, kept.figures.getDeadLettered());
    }
  }

  @Test
  void aSessionWhoseQueueIsGoneIsNotCountedAndLosesTheLink() throws Exception {
    try (Reception gone = new Reception(TestQueues.queue("it-gone", "any"), 2);
        BrokerLink link = gone.open()) {
      assertEquals(2, gone.figures.getConsuming());
      try (Channel channel = gone.connection.createChannel()) {
        channel.queueDelete("it-gone");
      }
      assertTrue(link.awaitLoss(Duration.ofSeconds(30)));
      Reception.await(() -> gone.figures.getConsuming() == 0);
    }
  }

  /** A client's consumer that fails at each message. */
  private static void consume(
      Channel channel, Reception kept, BrokerLink link, java.util.function.Consumer<Inbound> before)
      throws IOException {
    Inbound inbound =
        new Inbound(
            new Inbound.Watcher() {
              @Override
              public void ended(String why) {
                link.lose(why);
              }

              @Override
              public void unreadable(Channel of, GetResponse message, Exception why) {
                kept.slot.refuse(link, of, message, why);
              }
            });
    inbound.serve(
        new DefaultConsumer(channel) {
          @Override
          public void handleDelivery(
              String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
              throws IOException {
            before.accept(inbound);
            throw new IOException("cannot read");
          }
        });
    channel.basicQos(1);
    channel.basicConsume(QUEUE.name(), false, inbound);
  }

  private static Connection connection(BrokerLink link) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(TestBroker.property("amqp.uri"));
    factory.setUsername(TestBroker.property("amqp.username"));
    factory.setPassword(
        Files.readString(Path.of(TestBroker.property("amqp.password-file"))).trim());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setExceptionHandler(new ClientFailures(link::lose));
    return factory.newConnection();
  }

  private static AMQP.BasicProperties withHeaders(String id) {
    Map<String, Object> headers = new HashMap<>();
    headers.put("colour", "blue");
    headers.put("nothing", null);
    return new AMQP.BasicProperties.Builder().messageId(id).headers(headers).build();
  }
}
