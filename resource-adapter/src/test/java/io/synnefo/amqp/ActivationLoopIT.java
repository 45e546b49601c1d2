package io.synnefo.amqp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.MessageProperties;
import io.synnefo.wire.queue.ConsumerMXBean;
import jakarta.resource.spi.BootstrapContext;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a queue of a real broker is consumed. */
@Timeout(120)
class ActivationLoopIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private ObjectName application;
  private volatile boolean away = true;

  /** The loop waits for the application. */
  @BeforeEach
  void deploy() throws Exception {
    application = ObjectName.getInstance("io.synnefo:type=Application");
    Runnable nothing = () -> {};
    beans.registerMBean(new StandardMBean(nothing, Runnable.class), application);
  }

  @AfterEach
  void undeploy() throws Exception {
    beans.unregisterMBean(application);
  }

  @Test
  void nothingIsTakenWhileTheDatabaseIsAwaySoThatTheBrokerCountsNoReturn() throws Exception {
    try (Reception reception = new Reception(TestQueues.queue("it-loop", "any"), 2);
        Channel channel = reception.connection.createChannel()) {
      ActivationLoop loop = begin(reception);
      try {
        awaitState("it-loop", "the database does not answer, and nothing is taken until it does");
        reception.publish(MessageProperties.PERSISTENT_BASIC, "x");
        assertEquals(0, channel.consumerCount("it-loop"));
        away = false;
        assertFalse(reception.bean.next().getJMSRedelivered());
        awaitState("it-loop", "connected");
        assertEquals(2, channel.consumerCount("it-loop"));
      } finally {
        loop.stop();
      }
    }
  }

  @Test
  void aQueueThatNobodyHandlesIsKeptWithoutADatabase() throws Exception {
    try (Reception reception = new Reception(TestQueues.queue("it-loop-kept", null), 0)) {
      ActivationLoop loop = begin(reception);
      try {
        awaitState("it-loop-kept", "kept: nobody handles it");
      } finally {
        loop.stop();
      }
    }
  }

  private ActivationLoop begin(Reception reception) {
    ActivationLoop loop =
        new ActivationLoop(
            context(),
            reception.settings,
            reception.bean,
            reception.spec,
            () -> database(reception));
    new DaemonThreads("it-loop").newThread(loop).start();
    return loop;
  }

  private DataSource database(Reception reception) {
    return (DataSource)
        Proxy.newProxyInstance(
            ActivationLoopIT.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (away) {
                throw new SQLTransientConnectionException("away");
              }
              return reception.database.getConnection();
            });
  }

  private static BootstrapContext context() {
    return (BootstrapContext)
        Proxy.newProxyInstance(
            ActivationLoopIT.class.getClassLoader(),
            new Class<?>[] {BootstrapContext.class},
            (proxy, method, arguments) -> Reception.noTransactions());
  }

  private void awaitState(String queue, String state) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions() // its figures may not be there yet
        .until(
            () ->
                state.equals(
                    beans.getAttribute(
                        ObjectName.getInstance(ConsumerMXBean.NAME + queue), "State")));
  }
}
