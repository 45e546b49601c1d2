package io.synnefo.testbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * How long after Ganeti put the final file of a job in place the API shows what it did. One job at
 * a time; the file's own time is the beginning, and the API is asked again and again from the
 * moment at which a plain consumer has the event too.
 */
final class WalkLatency {
  private static final int WARM_UP = 20;
  private static final int WARM_UP_REQUESTS = 3000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Cloud cloud;
  private final ApiClient api;
  private final UUID server;
  private final Clock clock;
  private final Samples shown = new Samples();
  private final Samples arrived = new Samples();
  private final Samples request = new Samples();

  WalkLatency(Cloud cloud, ApiClient api, UUID server, Clock clock) {
    this.cloud = cloud;
    this.api = api;
    this.server = server;
    this.clock = clock;
  }

  /** That many jobs were watched, after some that do not count. */
  void measure(Tap tap, int jobs) throws IOException, InterruptedException, TimeoutException {
    for (int i = 0; i < WARM_UP_REQUESTS; i++) {
      api.get(server);
    }
    if (api.shows(server, "SHUTOFF")) {
      walk(tap, "os-start", "ACTIVE", false);
    }
    for (int i = 0; i < WARM_UP + jobs; i++) {
      boolean stop = i % 2 == 0;
      walk(tap, stop ? "os-stop" : "os-start", stop ? "SHUTOFF" : "ACTIVE", i >= WARM_UP);
    }
    for (int i = 0; i < jobs; i++) {
      long begin = System.nanoTime();
      api.get(server);
      request.add(Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  private void walk(Tap tap, String action, String status, boolean counts)
      throws IOException, InterruptedException, TimeoutException {
    api.act(server, action);
    // asking from the beginning would take the processors from those who are to answer
    Tap.Arrival arrival = tap.next();
    Instant limit = clock.instant().plus(PATIENCE);
    Instant now;
    boolean there;
    do {
      there = api.shows(server, status);
      now = clock.instant();
    } while (!there && now.isBefore(limit));
    if (!there) {
      throw new TimeoutException(server + " is not " + status + " after " + PATIENCE);
    }
    if (counts) {
      Instant renamed = Files.getLastModifiedTime(cloud.jobFile(arrival.job())).toInstant();
      shown.add(Duration.between(renamed, now));
      arrived.add(Duration.between(renamed, arrival.at()));
    }
  }

  List<Figure> figures() {
    String rename = "job file's rename -> ";
    return List.of(
        new Figure(
            "walk.shown.p50", rename + "API shows it, p50", shown.percentile(50), "ms", "<= 10 ms"),
        new Figure(
            "walk.shown.p99", rename + "API shows it, p99", shown.percentile(99), "ms", "<= 50 ms"),
        Figure.reference(
            "walk.arrived.p50",
            "  beside: plain consumer has the event, p50",
            arrived.percentile(50),
            "ms"),
        Figure.reference(
            "walk.arrived.p99",
            "  beside: plain consumer has the event, p99",
            arrived.percentile(99),
            "ms"),
        Figure.reference(
            "walk.request.p50", "  beside: that GET alone, p50", request.percentile(50), "ms"),
        Figure.reference(
            "walk.request.p99", "  beside: that GET alone, p99", request.percentile(99), "ms"));
  }
}
