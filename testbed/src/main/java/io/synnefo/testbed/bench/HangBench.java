package io.synnefo.testbed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code ./synnefo bench hang}: what other users notice of a crowd that waits for Ganeti. */
public final class HangBench {
  private final Cloud cloud;
  private final int creations;
  private final int gets;

  private HangBench(Cloud cloud, int creations, int gets) {
    this.cloud = cloud;
    this.creations = creations;
    this.gets = gets;
  }

  /** {@code HangBench STATE_DIR CREATIONS GETS table|json}. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    if (arguments.length != 4) {
      System.err.println("usage: HangBench STATE_DIR CREATIONS GETS table|json");
      System.exit(2);
    }
    HangBench bench =
        new HangBench(
            new Cloud(Path.of(arguments[0])),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    Report report = bench.run();
    System.out.print(
        arguments[3].equals("json") ? report.json() + System.lineSeparator() : report.table());
  }

  private Report run() throws IOException, InterruptedException, SQLException {
    String before = Machine.load();
    ApiClient other = new ApiClient(cloud.api(), "admin", cloud.password("admin"));
    UUID first = cloud.firstServer();
    BenchServers servers;
    try (Connection database = cloud.database()) {
      servers = new BenchServers(database, other);
      servers.make(first);
      ApiClient many = new ApiClient(cloud.api(), "demo", cloud.password("demo"));
      Crowd crowd = new Crowd(many, servers.flavor(first), servers.image(first), creations);
      OtherUser user = new OtherUser(other, cloud.pid("wildfly1"));
      System.err.println("bench: " + gets + " GETs at rest");
      user.rest(gets);
      System.err.println("bench: " + creations + " creations while RAPI hangs");
      HangingRapi rapi = HangingRapi.of(cloud.ganeti());
      try {
        crowd.begin();
        user.watch(crowd::isUnderWay);
      } finally {
        rapi.heal();
      }
      return report(user, crowd, before);
    }
  }

  private Report report(OtherUser user, Crowd crowd, String before) throws IOException {
    List<Figure> figures = new ArrayList<>(user.figures());
    figures.addAll(crowd.figures());
    Map<String, String> told = new LinkedHashMap<>();
    told.put("machine", Machine.describe());
    told.put("load", before + " before, " + Machine.load() + " after");
    told.put("creations", crowd.ends());
    told.put("GETs", user.told());
    return new Report(figures, told);
  }
}
