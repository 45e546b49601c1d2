package io.synnefo.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Our own proxy, in a process. */
final class ProxyProgram implements AutoCloseable {
  static final String ADDRESS = "proxy.example.org";

  final int port;
  final Path socket;
  private final Path root;
  private final Path config;
  private Process process;

  ProxyProgram(Path root) throws Exception {
    this.root = root;
    socket = root.resolve("ctrl.sock");
    try (ServerSocket free = ControlPort.listen(0)) {
      port = free.getLocalPort();
    }
    Path users = root.resolve("users");
    Process adding = run("adding", "passwd", users.toString(), GenuineDaemon.USER);
    try (Writer in = adding.outputWriter(UTF_8)) {
      in.write(GenuineDaemon.PASSWORD + "\n");
    }
    if (!adding.waitFor(60, TimeUnit.SECONDS) || adding.exitValue() != 0) {
      throw new AssertionError(log("adding"));
    }
    long first = 20_000 + ProcessHandle.current().pid() % 200 * 20;
    config =
        Files.write(
            root.resolve("proxy.conf"),
            List.of(
                "control-socket=" + socket,
                "control-listen=127.0.0.1:" + port,
                "users-file=" + users,
                "proxy-listen=127.0.0.1",
                "proxy-address=" + ADDRESS,
                "ports=" + first + "-" + (first + 19),
                "status-socket=" + root.resolve("status.sock")));
    process = start();
  }

  private Process start() throws IOException {
    return run("log", "--config", config.toString());
  }

  /** After a kill, with all that it left. */
  void startAgain() throws IOException {
    process = start();
  }

  private Process run(String log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx48m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.synnefo.vncauthproxy.Main");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(root.resolve(log).toFile())
        .start();
  }

  /** Whether it can be asked; fails when it has ended. */
  boolean isUp() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError(log("log"));
    }
    return log("log").contains(" starts\n");
  }

  private String log(String name) throws IOException {
    return Files.readString(root.resolve(name), UTF_8);
  }

  /** As a kill. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
