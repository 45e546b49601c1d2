package io.synnefo.testbed.ganeti;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A real Ganeti of this test's own, by testbed/bin/ganeti-up.sh. Gone after close, and also when
 * the JVM is told to end.
 */
public final class PrivateGaneti implements AutoCloseable {
  private static final int TOLD = 25;
  private static final int ATTEMPTS = 5;
  private static final int TAKEN = 2;
  private static final long TIMEOUT_SECONDS = 180;

  private final Path scripts;
  private final Path root;
  private final Thread atExit = new Thread(this::down, "ganeti-down");
  private final GanetiEnv env;

  private PrivateGaneti(Path scripts, Path root, Map<String, String> settings)
      throws IOException, InterruptedException {
    this.scripts = scripts;
    this.root = root.toAbsolutePath();
    Runtime.getRuntime().addShutdownHook(atExit);
    up(settings);
    this.env = GanetiEnv.read(this.root.resolve("env"));
  }

  /**
   * A cluster is up, on a network and interfaces that were free.
   *
   * @param root all its parents are open to other users
   * @param settings more of the script's variables, such as GNT_HV
   */
  public static PrivateGaneti start(Path scripts, Path root, Map<String, String> settings)
      throws IOException, InterruptedException {
    return new PrivateGaneti(scripts, root, settings);
  }

  /** Where it is and how to get in. */
  public GanetiEnv env() {
    return env;
  }

  /** The command has run on that node and succeeded; what it printed goes to the log. */
  public void onNode(int node, String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(root.resolve("cmd" + node).toString()));
    all.addAll(List.of(command));
    succeed(new ProcessBuilder(all));
  }

  /**
   * The power of a node fails ({@code kill}) or is back ({@code revive}), or it becomes master
   * ({@code failover}): what testbed/bin/ganeti-node.sh does.
   */
  public void node(String verb, int node, String... options)
      throws IOException, InterruptedException {
    ProcessBuilder script = script("ganeti-node.sh");
    script.command().addAll(List.of(verb, Integer.toString(node)));
    script.command().addAll(List.of(options));
    succeed(script);
  }

  private void succeed(ProcessBuilder command) throws IOException, InterruptedException {
    command.redirectErrorStream(true);
    command.redirectOutput(Redirect.appendTo(log().toFile()));
    int status = run(command);
    if (status != 0) {
      throw new IOException(
          command.command() + " ended with " + status + ", the end of its log:\n" + endOfLog());
    }
  }

  /** The log goes with the cluster: what failed must be in the failure. */
  private String endOfLog() throws IOException {
    List<String> lines = Files.readAllLines(log());
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD), lines.size()));
  }

  private void up(Map<String, String> settings) throws IOException, InterruptedException {
    int status = TAKEN;
    for (int i = 0; i < ATTEMPTS && status == TAKEN; i++) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      ProcessBuilder up = script("ganeti-up.sh");
      up.environment().put("GNT_ID", String.format("gt%06x", random.nextInt(1 << 24)));
      up.environment()
          .put("GNT_PREFIX", "10." + random.nextInt(130, 250) + "." + random.nextInt(256));
      up.environment().putAll(settings);
      status = run(up);
    }
    if (status != 0) {
      String log = Files.readString(log());
      close();
      throw new IllegalStateException("no real Ganeti here, status " + status + ": " + log);
    }
  }

  private void down() {
    try {
      run(script("ganeti-down.sh"));
    } catch (IOException e) {
      throw new IllegalStateException("cannot tear down " + root, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProcessBuilder script(String name) {
    ProcessBuilder script = new ProcessBuilder(new ArrayList<>());
    script.command().add(scripts.resolve(name).toString());
    script.environment().keySet().removeIf(key -> key.startsWith("GNT_"));
    script.environment().put("GNT_ROOT", root.toString());
    return script.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log().toFile()));
  }

  private Path log() {
    return root.resolveSibling(root.getFileName() + ".log");
  }

  private int run(ProcessBuilder script) throws IOException, InterruptedException {
    Process process = script.start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("no end of " + script.command());
    }
    return process.exitValue();
  }

  /** All of it is gone: processes, interfaces, files. */
  @Override
  public void close() {
    down();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
