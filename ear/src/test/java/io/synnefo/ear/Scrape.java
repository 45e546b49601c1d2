package io.synnefo.ear;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** The server's figures at one moment, as Prometheus gets them from the operators' listener. */
final class Scrape {
  private final Map<String, Double> samples = new HashMap<>();

  private Scrape(String text) {
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int blank = line.lastIndexOf(' ');
              samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
            });
  }

  /** Without a token. */
  static Scrape now() throws IOException, InterruptedException {
    int port = ConfigProvider.getConfig().getValue("synnefo.admin.port", Integer.class);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admin/metrics"))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(10))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
    return new Scrape(answer.body());
  }

  /** How much a figure of that queue's has grown since then. */
  long growth(Scrape before, String name, String queue) {
    return growth(before, "synnefo_queue_" + name + "{queue=\"" + queue + "\"}");
  }

  /** How much that sample has grown; one that is not there is 0. */
  long growth(Scrape before, String sample) {
    return Math.round(samples.getOrDefault(sample, 0.0) - before.samples.getOrDefault(sample, 0.0));
  }
}
