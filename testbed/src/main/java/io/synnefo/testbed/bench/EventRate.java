package io.synnefo.testbed.bench;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.InstanceEventCodec;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * How many events a second end up in the database, through the application and through the {@link
 * BareLoop}, in turns, so that a load that changes meets both. What is timed is what the history
 * tells: from the first row of a round to its last.
 */
final class EventRate {
  private static final int ROUNDS = 3;
  private static final int BATCH = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final double MICROS = 1_000_000;
  private static final double MILLIS = 1_000;
  private static final double PERCENT = 100;

  private final Cloud cloud;
  private final EventSource events;
  private final Channel channel;
  private double beanSeconds;
  private double bareSeconds;
  private ProcessorTime beanTime = ProcessorTime.none();
  private ProcessorTime bareTime = ProcessorTime.none();
  private int measured;

  EventRate(Cloud cloud, EventSource events, Connection broker) throws IOException {
    this.cloud = cloud;
    this.events = events;
    this.channel = broker.createChannel();
    channel.confirmSelect();
  }

  /** About that many events went through each of the two, after some that do not count. */
  void measure(int count, Clock clock)
      throws IOException, InterruptedException, SQLException, TimeoutException {
    String bean = RoutingKeys.instanceEvent(cloud.value("PREFIX"));
    int round = Math.max(1, count / ROUNDS / events.period()) * events.period();
    try (BareLoop bare = new BareLoop(cloud, clock);
        java.sql.Connection database = cloud.database()) {
      round(database, bean, round);
      round(database, bare.routingKey(), round);
      for (int i = 0; i < ROUNDS; i++) {
        ProcessorTime before = ProcessorTime.now(cloud);
        beanSeconds += round(database, bean, round);
        ProcessorTime between = ProcessorTime.now(cloud);
        bareSeconds += round(database, bare.routingKey(), round);
        beanTime = beanTime.plus(between.since(before));
        bareTime = bareTime.plus(ProcessorTime.now(cloud).since(between));
        measured += round;
      }
    }
  }

  /** Seconds that it took. */
  private double round(java.sql.Connection database, String key, int count)
      throws IOException, InterruptedException, SQLException, TimeoutException {
    List<InstanceEvent> all = events.take(count);
    List<byte[]> bodies = all.stream().map(InstanceEventCodec::encode).toList();
    for (int i = 0; i < count; i++) {
      channel.basicPublish(RoutingKeys.EXCHANGE, key, true, properties(all.get(i)), bodies.get(i));
      if (i % BATCH == BATCH - 1) {
        channel.waitForConfirmsOrDie(PATIENCE.toMillis());
      }
    }
    channel.waitForConfirmsOrDie(PATIENCE.toMillis());
    long from = all.get(0).jobId();
    long to = all.get(count - 1).jobId();
    await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .pollDelay(Duration.ZERO)
        .until(() -> applied(database, from, to).count() == count);
    return applied(database, from, to).seconds();
  }

  static BasicProperties properties(InstanceEvent event) {
    return MessageProperties.PERSISTENT_BASIC
        .builder()
        .contentType("application/json")
        .messageId(event.eventId())
        .build();
  }

  private record Applied(int count, double seconds) {}

  private static Applied applied(java.sql.Connection database, long from, long to)
      throws SQLException {
    String sql =
        "SELECT count(*), extract(epoch FROM max(at) - min(at)) * 1000000 FROM server_history"
            + " WHERE job_id BETWEEN ? AND ?";
    try (PreparedStatement query = database.prepareStatement(sql)) {
      query.setLong(1, from);
      query.setLong(2, to);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Applied(row.getInt(1), row.getDouble(2) / MICROS);
      }
    } finally {
      database.commit();
    }
  }

  /** The application's rate, with the bare loop's of the same rounds as 1. */
  double share() {
    return bareSeconds / beanSeconds;
  }

  /** Under that key and label; the aim is of the application's share of the bare loop's rate. */
  List<Figure> figures(String key, String label, String aim) {
    double bean = measured / beanSeconds;
    double bare = measured / bareSeconds;
    List<Figure> figures =
        new ArrayList<>(
            List.of(
                Figure.reference(key + ".bean", label, bean, "per s"),
                Figure.reference(
                    key + ".bare", "  beside: a bare loop, same statements", bare, "per s"),
                new Figure(key + ".ratio", "  that / bare loop", share(), "", aim)));
    figures.addAll(times(key, "  processor time an event, ", beanTime));
    figures.addAll(times(key + ".bare", "    beside, the bare loop: ", bareTime));
    return figures;
  }

  /** What an event costs each part, and how much of what the processors had was used for them. */
  private List<Figure> times(String key, String label, ProcessorTime time) {
    List<Figure> figures = new ArrayList<>();
    double sum = 0;
    for (ProcessorTime.Part part : ProcessorTime.Part.values()) {
      double seconds = time.of(part);
      sum += seconds;
      figures.add(
          Figure.reference(
              key + ".cpu." + part.name().toLowerCase(Locale.ROOT),
              label + part.label(),
              seconds / measured * MILLIS,
              "ms"));
    }
    figures.add(
        Figure.reference(
            key + ".cpu.share", label + "of all there was", sum / time.capacity() * PERCENT, "%"));
    return figures;
  }
}
