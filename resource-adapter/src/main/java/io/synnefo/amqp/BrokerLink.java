package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Command;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.TrafficListener;
import com.rabbitmq.jms.admin.RMQConnectionFactory;
import com.rabbitmq.jms.admin.RMQDestination;
import com.rabbitmq.jms.client.RMQSession;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the broker and everything on it: the JMS sessions that take messages, and plain
 * channels for declaring, watching and dead-lettering. It is either whole or lost; whoever finds it
 * lost closes it and opens another. It never repairs itself.
 */
final class BrokerLink implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BrokerLink.class.getName());

  /** Checks between two declarations: a minute's. */
  static final int CHECKS_A_DECLARATION = 12;

  private final QueueSpec queue;
  private final CountDownLatch lost = new CountDownLatch(1);
  private final InboundSessions sessions = new InboundSessions();
  private final ExecutorService threads;
  private final Connection jms;
  private final DeadLetters deadLetters;
  private com.rabbitmq.client.@Nullable Connection amqp;
  private volatile String lossReason = "";
  private int checks;

  /**
   * Connects, declares the queue with its dead-letter queue and is ready to consume. Every step has
   * a time-out: without a majority of brokers a declaration would never be answered.
   *
   * @throws JMSException when no broker lets us in
   * @throws IOException when the broker refuses a declaration
   */
  BrokerLink(BrokerSettings settings, QueueSpec queue)
      throws JMSException, IOException, TimeoutException {
    this.queue = queue;
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, queue.sessions()), new DaemonThreads(queue.name()));
    try {
      this.jms = factory(settings).createConnection();
    } catch (JMSException | RuntimeException e) {
      threads.shutdownNow();
      throw e;
    }
    try {
      com.rabbitmq.client.Connection connection = connected();
      Topology.declare(connection, queue.list(), queue.queue());
      this.deadLetters = new DeadLetters(connection, queue.queue());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private com.rabbitmq.client.Connection connected() throws IOException {
    com.rabbitmq.client.Connection connection = amqp;
    if (connection == null) {
      throw new IOException("the JMS client gave no connection");
    }
    return connection;
  }

  private RMQConnectionFactory factory(BrokerSettings settings) throws JMSException {
    RMQConnectionFactory factory = new RMQConnectionFactory();
    factory.setUris(settings.uris());
    factory.setUsername(settings.username());
    factory.setPassword(settings.password());
    factory.setVirtualHost(settings.virtualHost());
    factory.setChannelsQos(1); // recover() gives back all that is prefetched, not one message
    factory.setOnMessageTimeoutMs(Integer.MAX_VALUE); // the default interrupts a bean after 2 s
    factory.setTerminationTimeout(BrokerSettings.CONNECT_TIMEOUT.toMillis());
    factory.setAmqpConnectionFactoryPostProcessor(client -> tune(client, settings));
    factory.setAmqpConnectionPostProcessor(
        connection -> {
          amqp = connection;
          connection.addShutdownListener(
              cause -> lose("the connection to the broker ended: " + cause.getMessage()));
        });
    return factory;
  }

  private void tune(ConnectionFactory client, BrokerSettings settings) {
    client.setSharedExecutor(threads);
    client.setTrafficListener(new LossListener());
    client.setObservationCollector(sessions);
    client.setExceptionHandler(new ClientFailures(this::lose));
    BrokerClient.tune(client, settings);
  }

  /** The JMS client ignores a cancelled consumer and a closed channel: only the wire shows them. */
  private final class LossListener implements TrafficListener {
    @Override
    public void write(Command outbound) {
      // what we say ourselves is no news
    }

    @Override
    public void read(Command inbound) {
      Method method = inbound.getMethod();
      if (method instanceof AMQP.Basic.Cancel) {
        lose("the broker cancelled a consumer: queue deleted?");
      } else if (method instanceof AMQP.Channel.Close close) {
        lose("the broker closed a channel: " + close.getReplyText());
      }
    }
  }

  /** Opens one JMS session for each consumer and lets messages come. */
  void consume(List<MessageConsumerSlot> slots) throws JMSException {
    jms.start(); // first, so that each session consumes at once, and which one it is is known
    for (MessageConsumerSlot slot : slots) {
      Inbound inbound = new Inbound(watcher(slot));
      sessions.expect(inbound);
      Session session = jms.createSession(false, RMQSession.CLIENT_INDIVIDUAL_ACKNOWLEDGE);
      RMQDestination source = new RMQDestination(queue.name(), null, null, queue.name());
      session
          .createConsumer(source)
          .setMessageListener(message -> slot.deliver(this, inbound, session, message));
    }
  }

  private Inbound.Watcher watcher(MessageConsumerSlot slot) {
    return new Inbound.Watcher() {
      @Override
      public void ended(String why) {
        lose(why);
      }

      @Override
      public void unreadable(Channel channel, GetResponse message, Exception why) {
        slot.refuse(BrokerLink.this, channel, message, why);
      }
    };
  }

  /** Sessions of this link that messages can come to. */
  int liveSessions() {
    return sessions.live();
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }

  boolean isLost() {
    return lost.getCount() == 0;
  }

  String lossReason() {
    return lossReason;
  }

  /** Waits until the link is lost or the time is over; true when it is lost. */
  boolean awaitLoss(Duration longest) throws InterruptedException {
    return lost.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * The link is lost when a session is, or when the broker does not know the queue any more. An
   * exchange or a binding that somebody deleted, which nobody is told of, is declared again.
   */
  void check() {
    if (liveSessions() < queue.sessions()) {
      lose("only " + liveSessions() + " of " + queue.sessions() + " sessions are left");
      return;
    }
    try (Channel channel = connected().createChannel()) {
      int consumers = channel.queueDeclarePassive(queue.name()).getConsumerCount();
      if (consumers < queue.sessions()) {
        lose("only " + consumers + " consumers of " + queue.name());
      } else if (++checks % CHECKS_A_DECLARATION == 0) {
        Topology.declare(connected(), queue.list(), queue.queue());
      }
    } catch (IOException | TimeoutException | RuntimeException e) {
      lose("the broker does not answer for " + queue.name() + ": " + e.getMessage());
    }
  }

  void lose(String why) {
    if (!isLost()) {
      lossReason = why;
      lost.countDown();
    }
  }

  @Override
  public void close() {
    lose("closed");
    com.rabbitmq.client.Connection connection = amqp;
    if (connection != null) {
      // unacknowledged messages go back to the queue; a JMS close would wait for the beans
      connection.abort((int) BrokerSettings.CONNECT_TIMEOUT.toMillis());
    }
    threads.shutdownNow();
    try {
      jms.close();
    } catch (JMSException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a lost connection", e);
    }
  }
}
