package io.synnefo.testbed.bench;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.OpCodes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** What the application's bean makes the database do for an event, by hand and without a server. */
final class BareTransaction implements AutoCloseable {
  private final Connection database;
  private final Clock clock;
  private final PreparedStatement inbox;
  private final PreparedStatement lock;
  private final PreparedStatement move;
  private final PreparedStatement history;

  /** Takes a session with autocommit off, and closes it in the end. */
  BareTransaction(Connection database, Clock clock) throws SQLException {
    this.database = database;
    this.clock = clock;
    this.inbox =
        database.prepareStatement(
            "INSERT INTO inbox (event_id, received_at) VALUES (?, ?) ON CONFLICT DO NOTHING");
    this.lock =
        database.prepareStatement(
            "SELECT id, backend_id, create_job_id, create_request_id, created_at, deleted_at,"
                + " due_at, due_why, fault_at, fault_code, fault_message, flavor_id, image_id,"
                + " last_event_at, last_job_id, last_op_index, name, observed_at, progress,"
                + " project_id, state, task, task_at, task_job_id, task_request_id, updated_at,"
                + " user_id, uuid, version FROM server WHERE (id = ?) FOR UPDATE");
    this.move =
        database.prepareStatement(
            "UPDATE server SET last_event_at = ?, last_job_id = ?, last_op_index = ?, state = ?,"
                + " updated_at = ?, version = ? WHERE ((id = ?) AND (version = ?))");
    this.history =
        database.prepareStatement(
            "INSERT INTO server_history (server_id, at, rule, from_state, to_state, request_id,"
                + " detail, event_id, job_id, op_code, status)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS BIGINT), ?, ?)");
  }

  /** The event has had its effect. */
  void apply(InstanceEvent event) throws SQLException {
    long id = Long.parseLong(event.instance().substring(event.instance().lastIndexOf('-') + 1));
    inbox.setString(1, event.eventId());
    inbox.setObject(2, utc(clock.instant()));
    if (inbox.executeUpdate() == 1) {
      Row row = lock(id);
      boolean stops = event.operation().equals(OpCodes.INSTANCE_SHUTDOWN);
      String to = !event.status().isFinal() ? row.state() : stops ? "STOPPED" : "STARTED";
      if (event.status().isFinal()) {
        move(event, row, to);
      }
      record(event, row, to);
    }
    database.commit();
  }

  private record Row(long id, String state, long version) {}

  private Row lock(long id) throws SQLException {
    lock.setLong(1, id);
    try (ResultSet found = lock.executeQuery()) {
      if (!found.next()) {
        throw new SQLException("no server " + id);
      }
      int columns = found.getMetaData().getColumnCount();
      for (int i = 1; i <= columns; i++) {
        Object unused = found.getObject(i); // an entity is made of all of them
      }
      return new Row(id, found.getString("state"), found.getLong("version"));
    }
  }

  private void move(InstanceEvent event, Row row, String to) throws SQLException {
    move.setObject(1, utc(event.eventTime()));
    move.setLong(2, event.jobId());
    move.setInt(3, event.opIndex());
    move.setString(4, to);
    move.setObject(5, utc(clock.instant()));
    move.setLong(6, row.version() + 1);
    move.setLong(7, row.id());
    move.setLong(8, row.version());
    move.executeUpdate();
  }

  private void record(InstanceEvent event, Row row, String to) throws SQLException {
    String request = event.reason().get(0).text();
    history.setLong(1, row.id());
    history.setObject(2, utc(clock.instant()));
    history.setString(3, event.status().isFinal() ? to : "PROGRESS");
    history.setString(4, row.state());
    history.setString(5, to);
    history.setString(6, request.substring(0, request.indexOf(':')));
    history.setString(7, event.logMessage());
    history.setString(8, event.eventId());
    history.setLong(9, event.jobId());
    history.setString(10, event.operation());
    history.setString(11, event.status().word());
    history.executeUpdate();
  }

  private static LocalDateTime utc(Instant time) {
    return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
