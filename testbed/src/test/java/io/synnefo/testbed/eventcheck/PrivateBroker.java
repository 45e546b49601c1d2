package io.synnefo.testbed.eventcheck;

import com.rabbitmq.client.Address;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A RabbitMQ of the test's own, of one node or three, by testbed/bin/rabbitmq.sh. */
final class PrivateBroker implements AutoCloseable {
  private static final Pattern LEADER = Pattern.compile("\"leader\":\"rabbit(\\d)@");

  private final Path dir;
  private final int nodes;
  private final Map<String, String> env = new HashMap<>();
  private final Thread atExit = new Thread(this::killQuietly, "broker-kill");

  /** All nodes run, and the queues are there. */
  PrivateBroker(Path dir, int nodes) throws IOException, InterruptedException {
    this(dir, nodes, List.of());
  }

  /** Those nodes run, and nobody has declared a queue; all of them where none is named. */
  PrivateBroker(Path dir, int nodes, List<String> started)
      throws IOException, InterruptedException {
    this.dir = dir;
    this.nodes = nodes;
    Runtime.getRuntime().addShutdownHook(atExit);
    if (started.isEmpty()) {
      script("start");
    }
    for (String node : started) {
      script("start", node);
    }
    for (String line : Files.readAllLines(dir.resolve("env"))) {
      String[] pair = line.split("=", 2);
      env.put(pair[0], pair[1].replace("'", ""));
    }
  }

  /** Runs the script on all nodes, or on the one named. */
  void script(String... arguments) throws IOException, InterruptedException {
    String path = TestPaths.root().resolve("testbed/bin/rabbitmq.sh").toString();
    ProcessBuilder script = new ProcessBuilder(path);
    script.command().addAll(Arrays.asList(arguments));
    script.environment().put("RMQ_DIR", dir.toString());
    script.environment().put("RMQ_NODES", Integer.toString(nodes));
    script.redirectErrorStream(true);
    script.redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolveSibling("rmq.log").toFile()));
    Process process = script.start();
    if (!process.waitFor(150, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("rabbitmq.sh " + Arrays.toString(arguments) + " failed, see " + dir);
    }
  }

  String env(String key) {
    String value = env.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key);
    }
    return value;
  }

  String secret(String key) throws IOException {
    return Files.readString(Path.of(env(key))).strip();
  }

  List<Address> addresses() {
    return Arrays.stream(env("AMQP_URIS").split(","))
        .map(URI::create)
        .map(uri -> new Address(uri.getHost(), uri.getPort()))
        .toList();
  }

  /** The number of the node that leads the queue. */
  int leader(String queue) throws IOException, InterruptedException {
    String login = env("AMQP_ADMIN_USER") + ":" + secret("AMQP_ADMIN_PASSWORD_FILE");
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    for (String url : env("RMQ_MANAGEMENT_URLS").split(" ", -1)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/api/queues/%2F/" + queue))
              .header("Authorization", "Basic " + basic)
              .build();
      Matcher leader =
          LEADER.matcher(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
      if (leader.find()) {
        return Integer.parseInt(leader.group(1));
      }
    }
    throw new IOException("nobody knows who leads " + queue);
  }

  private void killQuietly() {
    try {
      script("kill");
      script("stop"); // its epmd
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    killQuietly();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
