package io.synnefo.testbed.bench;

import io.synnefo.testbed.ganeti.GanetiEnv;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged event daemon, started as its launcher does. */
final class EventdProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx24m",
          "-Xss256k",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=16m");

  private final Process process;
  private final Path socket;

  private EventdProcess(Process process, Path socket) {
    this.process = process;
    this.socket = socket;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Started, not yet ready. Its state is in that directory, which is made if it is not there. */
  static EventdProcess start(Path jar, Path state, GanetiEnv ganeti, Map<String, String> broker)
      throws IOException {
    Files.createDirectories(state);
    Path socket = state.resolve("status.sock");
    Path conf = state.resolveSibling(state.getFileName() + ".conf");
    Files.write(
        conf,
        List.of(
            "queue-dir=" + ganeti.queueDir(),
            "data-dir=" + ganeti.dataDir(),
            "luxid-socket=" + ganeti.luxidSocket(),
            "node-name=node1.gnt.test",
            "state-dir=" + state,
            "amqp.uris=" + broker.get("AMQP_URIS"),
            "amqp.username=" + broker.get("AMQP_EVENTD_USER"),
            "amqp.password-file=" + broker.get("AMQP_EVENTD_PASSWORD_FILE")));
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(OPTIONS);
    command.addAll(List.of("-jar", jar.toString(), "-c", conf.toString()));
    Path log = state.resolveSibling(state.getFileName() + ".log");
    return new EventdProcess(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        socket);
  }

  /** How long a JVM with these options takes to say its version. */
  static Duration bareStart(Path jar) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(OPTIONS);
    command.addAll(List.of("-jar", jar.toString(), "--version"));
    long begin = System.nanoTime();
    new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor(1, TimeUnit.MINUTES);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** It is the master's, and has confirmed that many instance events. */
  void awaitConfirmed(long count) throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        JsonObject lane = instances(status());
        if (lane.getJsonNumber("confirmed").longValue() >= count
            && !status().getBoolean("scanning")) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IOException("the daemon has ended, see its log beside " + socket, e);
        }
      }
      if (Instant.now().isAfter(limit)) {
        throw new IOException("not " + count + " events confirmed within " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** When the broker confirmed the newest instance event. */
  Instant lastConfirm() throws IOException {
    return Instant.parse(instances(status()).getString("last_confirm"));
  }

  long pid() {
    return process.pid();
  }

  private static JsonObject instances(JsonObject status) {
    return status.getJsonArray("keys").getJsonObject(0);
  }

  private JsonObject status() throws IOException {
    try (SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      daemon.write(ByteBuffer.wrap("json\n".getBytes(StandardCharsets.US_ASCII)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer part = ByteBuffer.allocate(8192);
      while (daemon.read(part.clear()) >= 0) {
        answer.write(part.array(), 0, part.position());
      }
      String text = answer.toString(StandardCharsets.UTF_8);
      String json = text.substring(text.indexOf('\n') + 1); // below the line of its health
      try (var reader = Json.createReader(new StringReader(json))) {
        return reader.readObject();
      }
    }
  }

  /** Ended by SIGTERM. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
