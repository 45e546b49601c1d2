package io.synnefo.ear.faults;

import static org.awaitility.Awaitility.await;

import io.synnefo.testbed.ganeti.GanetiEnv;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged event daemon beside a simulated Ganeti. */
final class EventDaemonProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LONGEST_END_SECONDS = 15;
  private final ProcessBuilder program;
  private final Process process;
  private final Path log;

  private EventDaemonProcess(ProcessBuilder program, Path log) throws IOException {
    this.program = program;
    this.process = program.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** It watches Ganeti's queue. */
  static EventDaemonProcess start(Path jar, Path directory, GanetiEnv ganeti, ShellScript broker)
      throws IOException {
    Path state = Files.createDirectories(directory.resolve("state"));
    Path settings = directory.resolve("eventd.properties");
    Files.write(
        settings,
        List.of(
            "queue-dir=" + ganeti.queueDir(),
            "data-dir=" + ganeti.dataDir(),
            "luxid-socket=" + ganeti.luxidSocket(),
            "node-name=node1.gnt.test",
            "prefix=snf",
            "state-dir=" + state,
            "amqp.uris=" + broker.value("AMQP_URIS"),
            "amqp.username=" + broker.value("AMQP_EVENTD_USER"),
            "amqp.password-file=" + broker.value("AMQP_EVENTD_PASSWORD_FILE")));
    Path log = Files.createTempFile(directory, "log", "");
    ProcessBuilder program =
        new ProcessBuilder(
            "java", "-XX:+UseSerialGC", "-Xmx24m", "-jar", jar.toString(), "-c", "" + settings);
    EventDaemonProcess daemon = new EventDaemonProcess(program, log);
    daemon.awaitLog("watching");
    return daemon;
  }

  /** Waits for words in its log. */
  void awaitLog(String words) {
    await(words).atMost(PATIENCE).until(() -> Files.readString(log).contains(words));
  }

  /** Events that it has still to tell, and jobs of which it waits for the end. */
  long untold() throws IOException {
    JsonObject status = status();
    long waiting = status.getBoolean("scanning") ? 1 : 0;
    waiting += status.getInt("open_jobs");
    for (JsonObject key : status.getJsonArray("keys").getValuesAs(JsonObject.class)) {
      waiting += key.getJsonNumber("spooled").longValue();
      waiting += key.getInt("in_flight");
    }
    return waiting;
  }

  /** How many messages the broker has confirmed to it. */
  long confirmed() throws IOException {
    return status().getJsonArray("keys").getValuesAs(JsonObject.class).stream()
        .mapToLong(key -> key.getJsonNumber("confirmed").longValue())
        .sum();
  }

  /** What it answers to {@code --status --json}. */
  private JsonObject status() throws IOException {
    List<String> command = new ArrayList<>(program.command());
    command.addAll(List.of("--status", "--json"));
    Process asking =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (JsonReader reader = Json.createReader(asking.getInputStream())) {
      return reader.readObject();
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** The exit code after SIGTERM, of a daemon that has ended. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running " + LONGEST_END_SECONDS + " s after SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
