package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** A proxy in a JVM of its own, which has as much of something as is said. */
final class ProxyProcess implements AutoCloseable {
  final Path socket;
  final Path statusSocket;
  private final Path log;
  private final Process process;

  /**
   * Once it is there.
   *
   * @param options of the JVM; or, before a {@code java} that is one of them, what runs it
   */
  ProxyProcess(Path root, List<String> options, String... settings) throws IOException {
    socket = root.resolve("ctrl.sock");
    statusSocket = root.resolve("status.sock");
    log = root.resolve("log");
    List<String> lines =
        new ArrayList<>(
            List.of(
                "control-socket=" + socket,
                "control-listen=",
                "status-socket=" + statusSocket,
                "proxy-listen=127.0.0.1",
                "connect-timeout-seconds=100",
                "drain-seconds=0"));
    lines.addAll(List.of(settings));
    Path config = Files.write(root.resolve("vncauthproxy.conf"), lines);
    process =
        new ProcessBuilder(command(options, config))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    await().atMost(Duration.ofSeconds(60)).until(() -> log().contains("starts"));
  }

  private static List<String> command(List<String> options, Path config) throws IOException {
    List<String> command = new ArrayList<>(options);
    int at = command.indexOf("java") + 1;
    if (at == 0) {
      command.add(at++, "java");
    }
    command.set(at - 1, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(at, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    String classes = classes(config.resolveSibling("jars"));
    command.addAll(List.of("-cp", classes, Main.class.getName(), "-c", config.toString()));
    return command;
  }

  /** In jars, as in the package: a class of a directory costs a file that may not be to be had. */
  private static String classes(Path jars) throws IOException {
    Files.createDirectory(jars);
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String file = entry;
      if (!entry.isEmpty() && Files.isDirectory(Path.of(entry))) {
        file = jars.resolve(path.size() + ".jar").toString();
        assertEquals(0, jar.run(System.out, System.err, "cf0", file, "-C", entry, "."));
      }
      path.add(file);
    }
    return String.join(File.pathSeparator, path);
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
