package io.synnefo.testbed.dispatchcheck;

import io.synnefo.testbed.dispatchcheck.Tables.FlavorRow;
import io.synnefo.testbed.dispatchcheck.Tables.Shape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The tables of what instances are made of. */
final class ShapeTables {
  private ShapeTables() {}

  static Map<Long, Shape> shapes(Statement statement) throws SQLException {
    Map<Long, Integer> nics = nics(statement);
    Map<Long, List<Long>> disks = disks(statement);
    Map<Long, Set<String>> tags = tags(statement);
    Map<Long, Shape> shapes = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT server_id, vcpus, ram_mib, told_at, due_at FROM server_shape")) {
      while (rows.next()) {
        long id = rows.getLong(1);
        boolean told = rows.getObject(4) != null && rows.getObject(5) == null;
        shapes.put(
            id,
            new Shape(
                told,
                rows.getLong(2),
                rows.getLong(3),
                nics.getOrDefault(id, 0),
                disks.getOrDefault(id, List.of()),
                tags.getOrDefault(id, Set.of())));
      }
    }
    return shapes;
  }

  private static Map<Long, Integer> nics(Statement statement) throws SQLException {
    Map<Long, Integer> nics = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT server_id, COUNT(*) FROM server_nic GROUP BY server_id")) {
      while (rows.next()) {
        nics.put(rows.getLong(1), rows.getInt(2));
      }
    }
    return nics;
  }

  private static Map<Long, List<Long>> disks(Statement statement) throws SQLException {
    Map<Long, List<Long>> disks = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT server_id, size_mib FROM server_disk ORDER BY server_id, position")) {
      while (rows.next()) {
        disks.computeIfAbsent(rows.getLong(1), id -> new ArrayList<>()).add(rows.getLong(2));
      }
    }
    return disks;
  }

  private static Map<Long, Set<String>> tags(Statement statement) throws SQLException {
    Map<Long, Set<String>> tags = new HashMap<>();
    try (ResultSet rows = statement.executeQuery("SELECT server_id, tag FROM server_tag")) {
      while (rows.next()) {
        tags.computeIfAbsent(rows.getLong(1), id -> new TreeSet<>()).add(rows.getString(2));
      }
    }
    return tags;
  }

  static List<FlavorRow> flavors(Statement statement) throws SQLException {
    List<FlavorRow> found = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT id, vcpus, ram_mib, disk_gib FROM flavor ORDER BY id")) {
      while (rows.next()) {
        found.add(
            new FlavorRow(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
      }
    }
    return found;
  }
}
