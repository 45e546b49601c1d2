package io.synnefo.testbed.console;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the test's, with a log; it ends with this process. */
final class Started implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Process process;
  private final Path log;
  private final Thread atExit;

  private Started(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** It has begun; its home is where its log is. */
  static Started of(Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", String.valueOf(log.toAbsolutePath().getParent()));
    builder.environment().putAll(environment);
    return new Started(builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
  }

  /** What it has said so far. */
  String said() {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It has said that; fails when it ends without. */
  void awaitSaid(String text) {
    await(text + " in " + log)
        .atMost(PATIENCE)
        .failFast(() -> !process.isAlive() && !said().contains(text))
        .until(() -> said().contains(text));
  }

  void tell(String line) throws IOException {
    process.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  /** How it ends of itself. */
  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      close();
      throw new AssertionError("it did not end in " + PATIENCE + ": " + said());
    }
    return process.exitValue();
  }

  /** As {@code kill -9} does. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
