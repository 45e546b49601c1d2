package io.synnefo.amqp;

import io.synnefo.wire.queue.QueueList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A RabbitMQ of three nodes of the test's own, set up by {@code cluster.conf.in}. */
final class ThreeBrokers implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 150;

  private final Path dir;
  private final Map<String, String> env = new HashMap<>();
  private final Thread atExit = new Thread(this::end, "brokers-end");

  ThreeBrokers(Path dir) throws IOException, InterruptedException {
    this.dir = dir;
    Runtime.getRuntime().addShutdownHook(atExit);
    script("start");
    for (String line : Files.readAllLines(dir.resolve("env"))) {
      String[] pair = line.split("=", 2);
      env.put(pair[0], pair[1].replace("'", ""));
    }
  }

  /** One of its nodes, from 1, and none of the others. */
  BrokerSettings settings(int node, QueueList queues) throws IOException {
    return TestBroker.settings(
        env("AMQP_URIS").split(",", -1)[node - 1],
        env("AMQP_ADMIN_USER"),
        Path.of(env("AMQP_ADMIN_PASSWORD_FILE")),
        queues);
  }

  private String env(String key) {
    return env.getOrDefault(key, "");
  }

  void kill(int node) throws IOException, InterruptedException {
    signal("KILL", node);
  }

  /** It stays as it is, and says nothing. */
  void freeze(int node) throws IOException, InterruptedException {
    signal("STOP", node);
  }

  void thaw(int node) throws IOException, InterruptedException {
    signal("CONT", node);
  }

  /** By itself: the script takes longer than an election does. */
  private void signal(String signal, int node) throws IOException, InterruptedException {
    String pid = Files.readString(dir.resolve("node" + node).resolve("beam.pid")).split(" ", 2)[0];
    run(new ProcessBuilder("kill", "-" + signal, pid));
  }

  /** What the script says to that. */
  String script(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(TestBroker.property("broker.script")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("RMQ_DIR", dir.toString());
    builder.environment().put("RMQ_NODES", "3");
    return run(builder);
  }

  private String run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path output = Files.createTempFile("brokers", ".out"); // a pipe would end with the nodes only
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String said = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(builder.command() + ": " + said);
      }
      return said;
    } finally {
      Files.delete(output);
    }
  }

  private void end() {
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
    end();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
