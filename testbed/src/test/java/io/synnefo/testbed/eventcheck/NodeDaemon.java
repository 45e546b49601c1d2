package io.synnefo.testbed.eventcheck;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged event daemon of one Ganeti node. */
final class NodeDaemon implements AutoCloseable {
  /** It may read what Ganeti's group may, as the package's user: root's own rights it has not. */
  private static final List<String> LAUNCH =
      List.of(
          "setpriv",
          "--bounding-set=-dac_override,-dac_read_search",
          "--groups=gnt-daemons",
          "--",
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-Xmx24m",
          "-Xss256k",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=16m",
          "-jar");

  private final Path dir;
  private final Thread atExit = new Thread(this::destroy, "eventd-kill");
  private volatile @Nullable Process process;
  private int starts;

  NodeDaemon(Path dir, int node, Nodes nodes, PrivateBroker broker) throws IOException {
    this.dir = Files.createDirectories(dir);
    Files.createDirectory(dir.resolve("state"));
    Files.writeString(
        dir.resolve("conf"),
        String.join(
            "\n",
            "queue-dir=" + nodes.queue(node),
            "data-dir=" + nodes.data(node),
            "luxid-socket=" + nodes.luxid(node),
            "state-dir=" + dir.resolve("state"),
            "node-name=" + Nodes.name(node),
            "prefix=snf",
            "amqp.uris=" + broker.env("AMQP_URIS"),
            "amqp.username=" + broker.env("AMQP_EVENTD_USER"),
            "amqp.password-file=" + broker.env("AMQP_EVENTD_PASSWORD_FILE"),
            ""));
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Another setting, from the next start on. */
  void set(String key, String value) throws IOException {
    Files.writeString(dir.resolve("conf"), key + "=" + value + "\n", StandardOpenOption.APPEND);
  }

  /** The only directory that it writes to. */
  Path state() {
    return dir.resolve("state");
  }

  /** Nothing is left of what it knew, as after a new disk. */
  void forget() throws IOException {
    try (Stream<Path> files = Files.walk(state())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectory(state());
  }

  /** It runs and watches; whether it is active is for the node's Ganeti to say. */
  void start() throws IOException {
    starts++;
    process = program().redirectErrorStream(true).redirectOutput(log().toFile()).start();
    awaitLog("watching");
  }

  /** What it answers to {@code --status --json}. */
  JsonObject status() throws IOException {
    Process asking = program("--status", "--json").redirectError(Redirect.DISCARD).start();
    try (JsonReader reader = Json.createReader(asking.getInputStream())) {
      return reader.readObject();
    }
  }

  private ProcessBuilder program(String... options) {
    List<String> command = new ArrayList<>(LAUNCH);
    command.add(TestPaths.eventdJar().toString());
    command.addAll(List.of("-c", dir.resolve("conf").toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command);
  }

  /** Waits for a line of the log of this start. */
  void awaitLog(String text) {
    await(text + " in " + log())
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.readString(log()).contains(text));
  }

  private Path log() {
    return dir.resolve("log." + starts);
  }

  /** Gone without a chance to tidy up. */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  private void destroy() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
