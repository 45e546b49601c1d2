package io.synnefo.ear.faults;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * How many events each server has applied, all its lives together, by its own figures. They begin
 * anew with each life, so they are asked for before it ends; what it did after that, or when it did
 * not answer, is not counted: it has applied no less.
 */
final class AppliedEvents {
  private static final System.Logger LOG = System.getLogger(AppliedEvents.class.getName());
  private static final String FIGURE =
      "synnefo_events_total{queue=\"" + DispatchCloud.QUEUE + "\",outcome=\"applied\"} ";

  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST).build();

  private final DispatchCloud cloud;
  private final Map<Integer, Long> byServer = new ConcurrentSkipListMap<>();
  private final Set<Integer> silent = new ConcurrentSkipListSet<>();

  AppliedEvents(DispatchCloud cloud) {
    this.cloud = cloud;
  }

  /** What that server, from 0 on, has applied in this life counts; once each life. */
  void count(int server) throws IOException, InterruptedException {
    String port = cloud.server(server).value("WF_ADMIN_PORT");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admin/metrics"))
            .timeout(LONGEST)
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("status " + answer.statusCode());
      }
      byServer.merge(server, applied(answer.body()), Long::sum);
    } catch (IOException e) {
      silent.add(server);
      LOG.log(Level.WARNING, "server " + server + " does not tell its figures", e);
    }
  }

  private static long applied(String figures) {
    return figures
        .lines()
        .filter(line -> line.startsWith(FIGURE))
        .mapToLong(line -> Long.parseLong(line.substring(FIGURE.length())))
        .sum();
  }

  /** Whether that server told of all its lives, and of none that it had applied anything. */
  boolean isIdle(int server) {
    return byServer.getOrDefault(server, 0L) == 0 && !silent.contains(server);
  }

  @Override
  public String toString() {
    return "applied " + byServer + ", at times silent " + silent;
  }
}
