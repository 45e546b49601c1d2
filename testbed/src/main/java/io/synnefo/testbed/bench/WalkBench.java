package io.synnefo.testbed.bench;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** {@code ./synnefo bench walk}: measures a cloud that runs, and prints what it found. */
public final class WalkBench {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double MILLIS = 1000;

  private final Clock clock = Clock.systemUTC();
  private final List<Figure> figures = new ArrayList<>();
  private final Cloud cloud;
  private final int jobs;
  private final int events;

  private WalkBench(Cloud cloud, int jobs, int events) {
    this.cloud = cloud;
    this.jobs = jobs;
    this.events = events;
  }

  /** {@code WalkBench STATE_DIR JOBS EVENTS table|json}. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException, TimeoutException {
    if (arguments.length != 4) {
      System.err.println("usage: WalkBench STATE_DIR JOBS EVENTS table|json");
      System.exit(2);
    }
    WalkBench bench =
        new WalkBench(
            new Cloud(Path.of(arguments[0])),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    Report report = bench.run();
    System.out.print(
        arguments[3].equals("json") ? report.json() + System.lineSeparator() : report.table());
  }

  private Report run() throws IOException, InterruptedException, SQLException, TimeoutException {
    String before = Machine.load();
    ServerStart start = start();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Connection broker = cloud.broker(threads);
        java.sql.Connection database = cloud.database()) {
      measure(broker, database);
    } finally {
      threads.shutdown();
    }
    figures.addAll(startFigures(start));
    figures.add(memory("wildfly1", "WildFly", "<= 600 MiB"));
    figures.add(memory("eventd1", "eventd", "<= 80 MiB"));
    Map<String, String> told = new LinkedHashMap<>();
    told.put("machine", Machine.describe());
    told.put("load", before + " before, " + Machine.load() + " after");
    told.put("jobs", jobs + " on a simulated Ganeti; times of files tick by up to 4 ms");
    told.put(
        "events",
        "about " + events + " each way, half of them final; " + BareLoop.THREADS + " threads");
    return new Report(figures, told);
  }

  private void measure(Connection broker, java.sql.Connection database)
      throws IOException, InterruptedException, SQLException, TimeoutException {
    ApiClient api = new ApiClient(cloud.api(), "demo", cloud.password("demo"));
    BenchServers servers = new BenchServers(database, api);
    UUID first = cloud.firstServer();
    String instance = cloud.value("PREFIX") + "-" + servers.number(first);
    // first, for it warms up what the jobs go through one by one
    say("events a second, " + events + " each way");
    EventSource source = new EventSource(cloud, servers.make(first), clock);
    EventRate rate = new EventRate(cloud, source, broker);
    rate.measure(events, clock);
    figures.addAll(rate.figures("events", "events through the bean into PostgreSQL", ">= 0.6"));
    say("rename -> API, " + jobs + " jobs");
    try (Tap tap = new Tap(broker, cloud.value("PREFIX"), instance, clock)) {
      WalkLatency latency = new WalkLatency(cloud, api, first, clock);
      latency.measure(tap, jobs);
      figures.addAll(latency.figures());
    }
  }

  private ServerStart start() throws IOException {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> ServerStart.last(Files.readAllLines(cloud.serverLog())),
            found -> found.isPresent())
        .orElseThrow();
  }

  private static List<Figure> startFigures(ServerStart start) {
    return List.of(
        new Figure(
            "start.connected",
            "EAR ready and consuming after the server's start",
            start.connected().toMillis() / MILLIS,
            "s",
            "<= 6 s"),
        Figure.reference(
            "start.deployed", "  of that: deployed", start.deployed().toMillis() / MILLIS, "s"));
  }

  private Figure memory(String part, String name, String aim) throws IOException {
    double mebibytes = Machine.rss(cloud.pid(part));
    return new Figure(
        "rss." + name.toLowerCase(Locale.ROOT),
        "memory (RSS) of " + name + " after all that",
        mebibytes,
        "MiB",
        aim);
  }

  private static void say(String text) {
    System.err.println("bench: " + text);
  }
}
