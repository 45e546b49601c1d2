package io.synnefo.testbed.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Servers that the events are about: real ones, made through the API, kept for the next run. */
final class BenchServers {
  private static final int COUNT = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Connection database;
  private final ApiClient api;

  BenchServers(Connection database, ApiClient api) {
    this.database = database;
    this.api = api;
  }

  /** The number of a server, which is part of its instance's name. */
  long number(UUID server) throws SQLException {
    return Long.parseLong(one("SELECT id FROM server WHERE uuid = ?", server));
  }

  /** There are enough of them; their numbers. */
  List<Long> make(UUID like) throws IOException, InterruptedException, SQLException {
    String flavor = flavor(like);
    String image = image(like);
    List<Long> numbers = new ArrayList<>(existing());
    List<UUID> made = new ArrayList<>();
    while (numbers.size() + made.size() < COUNT) {
      made.add(api.create("bench", flavor, image));
    }
    for (UUID server : made) {
      await().atMost(PATIENCE).until(() -> api.shows(server, "ACTIVE"));
      numbers.add(number(server));
    }
    return numbers;
  }

  String flavor(UUID server) throws SQLException {
    return one("SELECT flavor_id FROM server WHERE uuid = ?", server);
  }

  String image(UUID server) throws SQLException {
    return one("SELECT image_id FROM server WHERE uuid = ?", server);
  }

  private List<Long> existing() throws SQLException {
    String sql = "SELECT id FROM server WHERE name = 'bench' AND state IN ('STARTED', 'STOPPED')";
    List<Long> numbers = new ArrayList<>();
    try (PreparedStatement query = database.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    } finally {
      database.commit();
    }
    return numbers;
  }

  private String one(String sql, UUID server) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(sql)) {
      query.setString(1, server.toString());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("no server " + server);
        }
        return row.getString(1);
      }
    } finally {
      database.commit();
    }
  }
}
