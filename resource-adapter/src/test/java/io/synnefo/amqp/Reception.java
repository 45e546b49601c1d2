package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.WorkQueue;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.h2.jdbcx.JdbcDataSource;

/** A queue of a real broker, a link that takes its messages, and the bean that gets them. */
final class Reception implements AutoCloseable {
  private static final Path MIGRATION =
      Path.of("../ejb-module/src/main/resources/db/migration/V003__delivery_attempt.sql");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final TestBean bean = new TestBean();
  final ConsumerFigures figures;
  final Connection connection;
  final JdbcDataSource database = new JdbcDataSource();
  final MessageConsumerSlot slot;
  final QueueSpec spec;
  final BrokerSettings settings;

  /** The queue is there and empty, and so is its dead-letter queue. */
  Reception(WorkQueue queue, int sessions) throws Exception {
    QueueList list = new QueueList(List.of(), List.of(queue));
    settings = TestBroker.settings(list);
    spec = new QueueSpec(queue, list, sessions, 5);
    figures = new ConsumerFigures(sessions, System::nanoTime);
    connection = BrokerClient.connect(settings);
    Topology.declare(connection, list);
    try (Channel channel = connection.createChannel()) {
      channel.queuePurge(queue.name());
      channel.queuePurge(queue.deadLetterQueue());
    }
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1");
    try (java.sql.Connection h2 = database.getConnection();
        Statement statement = h2.createStatement()) {
      statement.execute(Files.readString(MIGRATION));
    }
    slot =
        new MessageConsumerSlot(
            new BeanCall(bean, noTransactions()), new AttemptLedger(database), spec, figures);
  }

  /** The bean of these tests has no transactions, so nobody asks. */
  static TransactionSynchronizationRegistry noTransactions() {
    return (TransactionSynchronizationRegistry)
        Proxy.newProxyInstance(
            Reception.class.getClassLoader(),
            new Class<?>[] {TransactionSynchronizationRegistry.class},
            (proxy, method, arguments) -> null);
  }

  /** A link whose sessions take the queue's messages. */
  BrokerLink open() throws Exception {
    BrokerLink link = new BrokerLink(settings, spec);
    link.consume(Collections.nCopies(spec.sessions(), slot));
    figures.connected("connected", link::liveSessions);
    return link;
  }

  void publish(AMQP.BasicProperties properties, String body) throws Exception {
    try (SureChannel channel = new SureChannel(connection)) {
      channel.publish(
          WorkQueue.DEAD_LETTER_EXCHANGE,
          spec.name(),
          properties,
          body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The first dead letter, which is none any more; waits for it. */
  GetResponse deadLetter() throws Exception {
    try (Channel channel = connection.createChannel()) {
      await(() -> channel.messageCount(spec.queue().deadLetterQueue()) > 0);
      return channel.basicGet(spec.queue().deadLetterQueue(), true);
    }
  }

  /** The first dead letter, which stays one; waits for it. */
  GetResponse peekDeadLetter() throws Exception {
    try (Channel channel = connection.createChannel()) {
      await(() -> channel.messageCount(spec.queue().deadLetterQueue()) > 0);
      return channel.basicGet(spec.queue().deadLetterQueue(), false);
    }
  }

  BrokerQueueTools tools() {
    return new BrokerQueueTools(settings);
  }

  long messages() throws Exception {
    try (Channel channel = connection.createChannel()) {
      return channel.messageCount(spec.name());
    }
  }

  static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
