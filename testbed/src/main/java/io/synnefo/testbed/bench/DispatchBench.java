package io.synnefo.testbed.bench;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** {@code ./synnefo bench dispatch}: events into PostgreSQL, by one server and by two. */
public final class DispatchBench {
  private static final int SERVERS = 50;
  private static final int GROWTH = 10;
  private static final int PER_SECOND = 100;
  private static final int LAGS = 2_000;

  /**
   * The second server shares the events and the processors with one that is warm: it takes long.
   */
  private static final int WARM_AFTER = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Clock clock = Clock.systemUTC();
  private final List<Figure> figures = new ArrayList<>();
  private final Cloud cloud;
  private final Instance second;
  private final int events;

  private DispatchBench(Cloud cloud, Instance second, int events) {
    this.cloud = cloud;
    this.second = second;
    this.events = events;
  }

  /** {@code DispatchBench STATE_DIR CHECKOUT EVENTS table|json}; the cloud has two instances. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException, TimeoutException {
    if (arguments.length != 4) {
      System.err.println("usage: DispatchBench STATE_DIR CHECKOUT EVENTS table|json");
      System.exit(2);
    }
    Path state = Path.of(arguments[0]);
    DispatchBench bench =
        new DispatchBench(
            new Cloud(state),
            new Instance(Path.of(arguments[1]), state.resolve("wildfly2")),
            Integer.parseInt(arguments[2]));
    Report report = bench.run();
    System.out.print(
        arguments[3].equals("json") ? report.json() + System.lineSeparator() : report.table());
  }

  private Report run() throws IOException, InterruptedException, SQLException, TimeoutException {
    String before = Machine.load();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Connection broker = cloud.broker(threads);
        java.sql.Connection database = cloud.database()) {
      measure(broker, database);
    } finally {
      threads.shutdown();
    }
    Map<String, String> told = new LinkedHashMap<>();
    told.put("machine", Machine.describe());
    told.put("load", before + " before, " + Machine.load() + " after");
    told.put(
        "events",
        "about %d each way, half of them final; %d threads a server, and of the bare loop"
            .formatted(events, BareLoop.THREADS));
    told.put("servers", SERVERS + ", then " + SERVERS * GROWTH);
    return new Report(figures, told);
  }

  private void measure(Connection broker, java.sql.Connection database)
      throws IOException, InterruptedException, SQLException, TimeoutException {
    CopiedServers servers = new CopiedServers(database, cloud.firstServer());
    List<Long> few = servers.make(SERVERS);
    second.stop();
    awaitConsumers(broker, BareLoop.THREADS);
    warmUp(broker, few);
    double one = rate(broker, few, new Words("one", "by one server", ">= 0.6"));
    lag(broker, database, few);
    List<Long> many = servers.make(SERVERS * GROWTH);
    double grown = rate(broker, many, new Words("grown", "by one, 10 times the servers", ""));
    figures.add(
        new Figure("growth", "  share with 10 times the servers / with few", grown / one, "", ""));
    second.start();
    awaitConsumers(broker, 2 * BareLoop.THREADS);
    for (int i = 0; i < WARM_AFTER; i++) {
      warmUp(broker, few);
    }
    rate(broker, few, new Words("two", "by two servers", ">= 1.0"));
  }

  /** How a rate is called, and what it should be of the bare loop's. */
  private record Words(String key, String who, String aim) {}

  /** A server that was started just now is slower by far. */
  private void warmUp(Connection broker, List<Long> servers)
      throws IOException, InterruptedException, SQLException, TimeoutException {
    System.err.println("bench: warming up");
    new EventRate(cloud, new EventSource(cloud, servers, clock), broker).measure(events, clock);
  }

  /** The application's share of the bare loop's rate. */
  private double rate(Connection broker, List<Long> servers, Words words)
      throws IOException, InterruptedException, SQLException, TimeoutException {
    System.err.println("bench: events a second, " + words.who());
    EventRate rate = new EventRate(cloud, new EventSource(cloud, servers, clock), broker);
    rate.measure(events, clock);
    figures.addAll(
        rate.figures(words.key(), "events into PostgreSQL, " + words.who(), words.aim()));
    return rate.share();
  }

  private void lag(Connection broker, java.sql.Connection database, List<Long> servers)
      throws IOException, SQLException, TimeoutException {
    System.err.println("bench: lag at " + PER_SECOND + " events a second");
    EventLag lag = new EventLag(new EventSource(cloud, servers, clock), broker, database, clock);
    add("lag", "event's time -> seen in the history, ", lag, cloudKey());
    try (BareLoop bare = new BareLoop(cloud, clock)) {
      add("lag.bare", "  beside: the bare loop, ", lag, bare.routingKey());
    }
  }

  private void add(String key, String label, EventLag lag, String routingKey)
      throws IOException, SQLException, TimeoutException {
    Samples lags = lag.measure(routingKey, LAGS, PER_SECOND);
    for (int percent : new int[] {50, 99}) {
      String name = "p" + percent;
      figures.add(Figure.reference(key + "." + name, label + name, lags.percentile(percent), "ms"));
    }
  }

  private String cloudKey() {
    return RoutingKeys.instanceEvent(cloud.value("PREFIX"));
  }

  private void awaitConsumers(Connection broker, int count) throws IOException, TimeoutException {
    String queue = cloud.value("PREFIX") + "-events-op";
    try (Channel channel = broker.createChannel()) {
      await().atMost(PATIENCE).until(() -> channel.consumerCount(queue) == count);
    }
  }
}
