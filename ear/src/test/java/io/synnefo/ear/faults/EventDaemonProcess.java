package io.synnefo.ear.faults;

import static org.awaitility.Awaitility.await;

import io.synnefo.testbed.ganeti.GanetiEnv;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The packaged event daemon beside a simulated Ganeti. */
final class EventDaemonProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final Process process;

  private EventDaemonProcess(Process process) {
    this.process = process;
  }

  /** It watches Ganeti's queue. */
  static EventDaemonProcess start(Path jar, Path directory, GanetiEnv ganeti, ShellScript broker)
      throws IOException {
    Path watermark = Files.createDirectories(directory.resolve("watermark"));
    Path settings = directory.resolve("eventd.properties");
    Files.write(
        settings,
        List.of(
            "queue-dir=" + ganeti.queueDir(),
            "data-dir=" + ganeti.dataDir(),
            "cluster-uuid=" + ganeti.clusterUuid(),
            "node-name=node1.gnt.test",
            "prefix=snf",
            "watermark-dir=" + watermark,
            "amqp.uris=" + broker.value("AMQP_URIS"),
            "amqp.username=" + broker.value("AMQP_EVENTD_USER"),
            "amqp.password-file=" + broker.value("AMQP_EVENTD_PASSWORD_FILE")));
    File log = directory.resolve("log").toFile();
    Process process =
        new ProcessBuilder(
                "java", "-XX:+UseSerialGC", "-Xmx24m", "-jar", jar.toString(), "-c", "" + settings)
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    EventDaemonProcess daemon = new EventDaemonProcess(process);
    await().atMost(PATIENCE).until(() -> Files.readString(log.toPath()).contains("watching"));
    return daemon;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
