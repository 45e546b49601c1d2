package io.synnefo.ear.faults;

import static org.awaitility.Awaitility.await;

import io.synnefo.testbed.ganeti.GanetiEnv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged event daemon beside a simulated Ganeti. */
final class EventDaemonProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LONGEST_END_SECONDS = 15;
  private final Process process;
  private final Path log;

  private EventDaemonProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
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
    Process process =
        new ProcessBuilder(
                "java", "-XX:+UseSerialGC", "-Xmx24m", "-jar", jar.toString(), "-c", "" + settings)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    EventDaemonProcess daemon = new EventDaemonProcess(process, log);
    daemon.awaitLog("watching");
    return daemon;
  }

  /** Waits for words in its log. */
  void awaitLog(String words) {
    await(words).atMost(PATIENCE).until(() -> Files.readString(log).contains(words));
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
