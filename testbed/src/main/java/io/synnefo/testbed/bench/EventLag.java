package io.synnefo.testbed.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.InstanceEventCodec;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after an event's time others see its row in the history, at a steady rate. They look
 * every two milliseconds or so, and that is how exact it is.
 */
final class EventLag {
  private static final int WARM_UP_SECONDS = 5;
  private static final int LOOK_NANOS = 2_000_000;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Rows are seen in the order of their commits, which is not quite that of their numbers. */
  private static final int SLACK = 100;

  private final EventSource events;
  private final Channel channel;
  private final java.sql.Connection database;
  private final Clock clock;
  private final Map<String, Instant> open = new HashMap<>();
  private long newest;

  EventLag(EventSource events, Connection broker, java.sql.Connection database, Clock clock)
      throws IOException {
    this.events = events;
    this.channel = broker.createChannel();
    this.database = database;
    this.clock = clock;
  }

  /** Of so many events, with that key, after some that do not count. */
  Samples measure(String key, int count, int perSecond)
      throws IOException, SQLException, TimeoutException {
    Samples lags = new Samples();
    rows();
    int warmUp = WARM_UP_SECONDS * perSecond;
    int sent = 0;
    int seen = 0;
    long begin = System.nanoTime();
    Instant limit = clock.instant().plus(PATIENCE);
    while (seen < warmUp + count) {
      if (sent < warmUp + count && System.nanoTime() - begin >= sent * SECOND / perSecond) {
        send(key);
        sent++;
      }
      for (String id : rows()) {
        Instant time = open.remove(id);
        if (time != null && seen++ >= warmUp) {
          lags.add(Duration.between(time, clock.instant()));
        }
      }
      if (clock.instant().isAfter(limit)) {
        throw new TimeoutException("only " + seen + " events applied in " + PATIENCE);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return lags;
  }

  private void send(String key) throws IOException {
    InstanceEvent event = events.take(1).get(0);
    open.put(String.valueOf(event.eventId()), event.eventTime());
    channel.basicPublish(
        RoutingKeys.EXCHANGE,
        key,
        true,
        EventRate.properties(event),
        InstanceEventCodec.encode(event));
  }

  /** Events that have come to the history of late. */
  private List<String> rows() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement query =
        database.prepareStatement("SELECT id, event_id FROM server_history WHERE id > ?")) {
      query.setLong(1, newest - SLACK);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          newest = Math.max(newest, rows.getLong(1));
          ids.add(String.valueOf(rows.getString(2)));
        }
      }
    } finally {
      database.commit();
    }
    return ids;
  }
}
