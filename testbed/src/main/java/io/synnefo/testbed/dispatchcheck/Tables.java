package io.synnefo.testbed.dispatchcheck;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the cloud has on record, all of one moment.
 *
 * @param history in the order in which it was written
 * @param inbox ids of the events that were applied, as often as they stand there
 * @param shapes by server, what its instance is made of
 */
record Tables(
    List<ServerRow> servers,
    Map<Long, Shape> shapes,
    List<FlavorRow> flavors,
    List<HistoryRow> history,
    List<String> inbox) {
  /** Copies what it is given. */
  Tables {
    servers = List.copyOf(servers);
    shapes = Map.copyOf(shapes);
    flavors = List.copyOf(flavors);
    history = List.copyOf(history);
    inbox = List.copyOf(inbox);
  }

  /** A server as it is stored; without a task the task is empty. */
  record ServerRow(long id, String state, String task, String flavor) {}

  /**
   * What an instance is made of.
   *
   * @param nics of each, in Ganeti's order, the fields that it has
   * @param parameters of its hypervisor, those that are set for it alone
   */
  record Shape(
      boolean isTold,
      long vcpus,
      long ramMib,
      List<Map<String, String>> nics,
      List<Long> disks,
      Set<String> tags,
      Map<String, String> parameters) {}

  /** A size that servers may have. */
  record FlavorRow(String id, long vcpus, long ramMib, long diskGib) {}

  /** One step of a server; without an event what would be the event's is null. */
  record HistoryRow(long id, long server, @Nullable Cause cause, String from, String to) {}

  /** The event that a step is the effect of. */
  record Cause(String eventId, long job, @Nullable String opCode, @Nullable String status) {}

  /** Nothing is changed, nor locked. */
  static Tables read(Connection database) throws SQLException {
    database.setAutoCommit(false);
    database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    database.setReadOnly(true);
    try (Statement statement = database.createStatement()) {
      return new Tables(
          servers(statement),
          ShapeTables.shapes(statement),
          ShapeTables.flavors(statement),
          history(statement),
          inbox(statement));
    } finally {
      database.rollback();
    }
  }

  private static List<ServerRow> servers(Statement statement) throws SQLException {
    List<ServerRow> found = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT id, state, task, flavor_id FROM server ORDER BY id")) {
      while (rows.next()) {
        String task = rows.getString(3);
        found.add(
            new ServerRow(
                rows.getLong(1), rows.getString(2), task == null ? "" : task, rows.getString(4)));
      }
    }
    return found;
  }

  private static List<HistoryRow> history(Statement statement) throws SQLException {
    List<HistoryRow> found = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT id, server_id, from_state, to_state, event_id, job_id, op_code, status"
                + " FROM server_history ORDER BY id")) {
      while (rows.next()) {
        String event = rows.getString(5);
        Cause cause =
            event == null
                ? null
                : new Cause(event, rows.getLong(6), rows.getString(7), rows.getString(8));
        found.add(
            new HistoryRow(
                rows.getLong(1), rows.getLong(2), cause, rows.getString(3), rows.getString(4)));
      }
    }
    return found;
  }

  private static List<String> inbox(Statement statement) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT event_id FROM inbox")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
