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
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables of what instances are made of. */
final class ShapeTables {
  private ShapeTables() {}

  static Map<Long, Shape> shapes(Statement statement) throws SQLException {
    Map<Long, List<Map<String, String>>> nics = nics(statement);
    Map<Long, List<Long>> disks = disks(statement);
    Map<Long, Set<String>> tags = tags(statement);
    Map<Long, Map<String, String>> parameters = parameters(statement);
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
                nics.getOrDefault(id, List.of()),
                disks.getOrDefault(id, List.of()),
                tags.getOrDefault(id, Set.of()),
                parameters.getOrDefault(id, Map.of())));
      }
    }
    return shapes;
  }

  private static Map<Long, List<Map<String, String>>> nics(Statement statement)
      throws SQLException {
    Map<Long, List<Map<String, String>>> nics = new HashMap<>();
    String query =
        "SELECT server_id, %s FROM server_nic ORDER BY server_id, position"
            .formatted(String.join(", ", NicFold.FIELDS));
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        Map<String, String> nic = new HashMap<>();
        for (String field : NicFold.FIELDS) {
          String value = rows.getString(field);
          if (value != null) {
            nic.put(field, value);
          }
        }
        nics.computeIfAbsent(rows.getLong(1), id -> new ArrayList<>()).add(nic);
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

  private static Map<Long, Map<String, String>> parameters(Statement statement)
      throws SQLException {
    Map<Long, Map<String, String>> found = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT server_id, parameter, setting FROM server_hvparam")) {
      while (rows.next()) {
        found
            .computeIfAbsent(rows.getLong(1), id -> new TreeMap<>())
            .put(rows.getString(2), rows.getString(3));
      }
    }
    return found;
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
