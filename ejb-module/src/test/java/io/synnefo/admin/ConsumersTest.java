package io.synnefo.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.wire.queue.ConsumerMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsumersTest {
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final Consumers consumers = new Consumers();

  @AfterEach
  void noConsumerIsThere() throws Exception {
    for (ObjectName name : beans.queryNames(name("*"), null)) {
      beans.unregisterMBean(name);
    }
  }

  @Test
  void aQueueThatIsHandledAndOneThatNobodyHandlesAreWell() throws Exception {
    show("handled", new Silent(4, 15));
    show("kept", new Silent(0, 0));
    assertEquals(List.of(), consumers.idle());
  }

  @Test
  void aQueueWhoseSessionsAllPauseIsNamedWithTheReason() throws Exception {
    show("b-1", new Silent(4, 0));
    show("c-1", new Silent(1, 16));
    show("a-1", new Silent(4, 40));
    assertEquals(
        List.of(
            "a-1: nothing is handled, for 40 s now; messages kept: no database",
            "c-1: nothing is handled, for 16 s now; messages kept: no database"),
        consumers.idle());
  }

  @Test
  void whereNoConsumerIsThereNothingIsHandled() {
    assertEquals(List.of("no queue is handled: this instance has no consumers"), consumers.idle());
  }

  private void show(String queue, ConsumerMXBean consumer) throws Exception {
    beans.registerMBean(consumer, name(queue));
  }

  private static ObjectName name(String queue) throws Exception {
    return ObjectName.getInstance(ConsumerMXBean.NAME + queue);
  }

  /** Has been silent for so long. */
  private static final class Silent extends KnownConsumer {
    private final int sessions;
    private final long seconds;

    Silent(int sessions, long seconds) {
      this.sessions = sessions;
      this.seconds = seconds;
    }

    @Override
    public int getSessions() {
      return sessions;
    }

    @Override
    public long getSilentSeconds() {
      return seconds;
    }

    @Override
    public String getState() {
      return "messages kept: no database";
    }
  }
}
