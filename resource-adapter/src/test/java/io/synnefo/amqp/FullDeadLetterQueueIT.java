package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.rabbitmq.client.MessageProperties;
import io.synnefo.wire.queue.WorkQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real broker that takes no more dead letters, by a policy that makes their queue short. */
@Timeout(120)
class FullDeadLetterQueueIT {
  private static final String POLICY = "it-full";
  private Reception reception;

  @BeforeEach
  void fill() throws Exception {
    reception = new Reception(TestQueues.queue("it-full", "any"), 2);
    TestBroker.ctl(
        "set_policy", POLICY, "^it-full-dl$", "{\"max-length\":1}", "--apply-to", "queues");
    try (SureChannel channel = new SureChannel(reception.connection)) {
      assertThrows(
          NotTaken.class,
          () -> {
            for (int i = 0; i < 100; i++) {
              channel.publish(
                  WorkQueue.DEAD_LETTER_EXCHANGE,
                  "it-full-dl",
                  MessageProperties.PERSISTENT_BASIC,
                  new byte[0]);
            }
          });
    }
  }

  @AfterEach
  void clear() throws Exception {
    TestBroker.ctl("clear_policy", POLICY);
    reception.close();
  }

  @Test
  void aMessageWaitsInItsSessionUntilThereIsRoomAndIsNotHandledAgain() throws Exception {
    reception.bean.failWith(new MessageRefusedException("no"));
    try (BrokerLink link = reception.open()) {
      reception.publish(MessageProperties.PERSISTENT_BASIC, "x");
      reception.bean.next();
      Reception.await(() -> reception.figures.getPauses() >= 2);
      assertEquals(
          "messages kept: dead-letter queue full, or without a leader: it-full-dl takes nothing",
          reception.figures.getState());
      assertEquals(1, reception.figures.getHeld());
      assertEquals(1, reception.figures.getConsuming());
      assertFalse(link.isLost(), link.lossReason());
      TestBroker.ctl("clear_policy", POLICY);
      Reception.await(() -> reception.figures.getRefused() == 1);
      Reception.await(() -> reception.figures.getHeld() == 0);
      assertEquals("connected", reception.figures.getState());
      assertEquals(1, reception.figures.getDelivered());
      assertEquals(0, reception.bean.waiting());
      assertFalse(link.isLost(), link.lossReason());
    }
  }

  @Test
  void aLinkThatIsLostEndsTheWaitAndTheMessageIsInItsQueueAgain() throws Exception {
    reception.bean.failWith(new MessageRefusedException("no"));
    try (BrokerLink link = reception.open()) {
      reception.publish(MessageProperties.PERSISTENT_BASIC, "x");
      Reception.await(() -> reception.figures.getHeld() == 1);
      link.lose("test");
      Reception.await(() -> reception.figures.getHeld() == 0);
    }
    Reception.await(() -> reception.messages() == 1);
    assertEquals(0, reception.figures.getDeadLettered());
  }

  private static final class MessageRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MessageRefusedException(String reason) {
      super(reason);
    }
  }
}
