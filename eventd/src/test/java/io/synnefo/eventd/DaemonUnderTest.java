package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The packaged daemon as a process of its own, over a queue directory of the test's. */
final class DaemonUnderTest {
  static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final List<String> LAUNCH =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-Xmx24m",
          "-Xss256k",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=16m",
          "-jar");

  private final Path root;
  private final Path sockets; // short: a socket's path has at most 107 characters
  private LuxidUnderTest luxid;
  final QueueUnderTest jobs;
  final Path queue;
  final Path password;
  private Path jar = Path.of(BrokerUnderTest.property("synnefo.eventd.jar"));
  private @Nullable Process process;
  private int starts;

  DaemonUnderTest(Path root, BrokerUnderTest broker) throws IOException {
    this.root = root;
    this.sockets = Files.createTempDirectory("eventd-it");
    this.jobs = new QueueUnderTest(root.resolve("queue"));
    this.queue = jobs.directory;
    this.password = root.resolve("password");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.copy(
        Path.of(BrokerUnderTest.property("synnefo.test.amqp.password-file")),
        password,
        StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    this.luxid = luxid();
    master("node1.gnt.test");
    Files.createDirectories(root.resolve("state"));
    Files.writeString(
        root.resolve("eventd.conf"),
        String.join(
            "\n",
            "queue-dir=" + queue,
            "data-dir=" + root,
            "luxid-socket=" + sockets.resolve("luxid"),
            "state-dir=" + root.resolve("state"),
            "status-socket=" + sockets.resolve("status"),
            "node-name=node1.gnt.test",
            "exchange=" + broker.exchange,
            "amqp.uris=" + BrokerUnderTest.property("synnefo.test.amqp.uri"),
            "amqp.username=" + BrokerUnderTest.property("synnefo.test.amqp.username"),
            "amqp.password-file=" + password,
            ""));
  }

  /** Another value of a setting, from the next start on. */
  void set(String key, String value) throws IOException {
    Files.writeString(
        root.resolve("eventd.conf"), key + "=" + value + "\n", StandardOpenOption.APPEND);
  }

  private LuxidUnderTest luxid() throws IOException {
    return new LuxidUnderTest(sockets.resolve("luxid"), UUID, "node1.gnt.test");
  }

  /** As on a node that is no master any more, though its file may say so. */
  void stopLuxid() throws IOException {
    luxid.close();
  }

  void startLuxid() throws IOException {
    luxid = luxid();
  }

  /** It answers that from now on; empty: nothing at all. */
  void luxidSays(String text) {
    luxid.says(text);
  }

  /** Its program lacks a class from the next start on: a defect that it has only once it runs. */
  void breakOff(String className) throws IOException {
    jar = Files.copy(jar, root.resolve("broken.jar"));
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Files.delete(inside.getPath(className.replace('.', '/') + ".class"));
    }
  }

  long pid() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running.pid();
  }

  void master(String node) throws IOException {
    rename("ssconf_master_node", node + "\n", root);
  }

  void start(String... options) throws IOException {
    List<String> command = command();
    command.addAll(List.of(options));
    command.addAll(List.of("--pid-file", root.resolve("pid").toString()));
    starts++;
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
  }

  /** Waits for a line of the log of this start. */
  void awaitLog(String text) {
    await(text)
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.readString(log(), UTF_8).contains(text));
  }

  String logText() throws IOException {
    return Files.readString(log(), UTF_8);
  }

  /** The exit code after SIGTERM; fails if it takes more than five seconds. */
  int terminate() throws InterruptedException {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    running.destroy();
    if (!running.waitFor(5, TimeUnit.SECONDS)) {
      throw new AssertionError("still running 5 s after SIGTERM");
    }
    process = null;
    return running.exitValue();
  }

  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  /** Nothing of it is left but its directory. */
  void close() throws Exception {
    kill();
    luxid.close();
    for (String left : List.of("luxid", "status", "")) {
      Files.deleteIfExists(sockets.resolve(left));
    }
  }

  /** What the daemon's own options print, such as {@code --status --json}, and its exit code. */
  String ask(int exitCode, String... options) throws Exception {
    List<String> command = command();
    command.addAll(List.of(options));
    Process asking = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(asking.getInputStream().readAllBytes(), UTF_8);
    if (!asking.waitFor(30, TimeUnit.SECONDS) || asking.exitValue() != exitCode) {
      throw new AssertionError("exit " + asking.exitValue() + ": " + answer);
    }
    return answer;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(LAUNCH);
    command.add(jar.toString());
    command.addAll(List.of("-c", root.resolve("eventd.conf").toString()));
    return command;
  }

  /** The job file is in the queue as Ganeti puts it there. */
  void job(long id, String status) throws IOException {
    jobs.job(id, status);
  }

  /** Those of its lines that say what is settled. */
  String watermark() throws IOException {
    Path file = root.resolve("state").resolve(UUID + ".watermark");
    return Files.exists(file)
        ? Files.readString(file).replaceAll("(?m)^(missing|open|prefixes) .*\\n", "")
        : "";
  }

  private Path log() {
    return root.resolve("log." + starts);
  }

  private static void rename(String name, String text, Path directory) throws IOException {
    Path beside = directory.resolve(name + "x1y2z3.new");
    Files.writeString(beside, text, UTF_8);
    Files.move(
        beside,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
