package io.synnefo.testbed.console;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The packaged VNC proxy with the memory that its package gives it, on loopback. */
final class ConsoleProxy implements AutoCloseable {
  static final String PASSWORD = "s3cret12";
  private static final Path ROOT = Path.of(System.getProperty("synnefo.root", ".."));
  private static final Pattern MEMORY = Pattern.compile("(?m)^memory='(.*)'$");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
  private static final int PORTS = 30;

  private final Path dir;
  private final Path config;
  private @Nullable Started program;
  private int starts;

  /** Started, with those settings beside the usual ones. */
  ConsoleProxy(Path dir, Map<String, String> more) throws IOException {
    this.dir = dir;
    long first = 20_000 + ProcessHandle.current().pid() % 100 * PORTS;
    Map<String, String> settings = new TreeMap<>();
    settings.put("control-socket", dir.resolve("ctrl.sock").toString());
    settings.put("control-listen", "");
    settings.put("status-socket", dir.resolve("status.sock").toString());
    settings.put("proxy-listen", "127.0.0.1");
    settings.put("ports", first + "-" + (first + PORTS - 1));
    settings.putAll(more);
    this.config =
        Files.write(
            dir.resolve("proxy.conf"),
            settings.entrySet().stream()
                .map(one -> one.getKey() + " = " + one.getValue())
                .toList());
    start();
  }

  /** How often: the full count in the long run of this issue. */
  static int times(int few, int full) {
    return System.getProperty("synnefo.long", "").equals("console") ? full : few;
  }

  /** It can be asked. */
  void start() throws IOException {
    starts++;
    program = run("proxy.log." + starts);
    running().awaitSaid(" starts");
  }

  private Started run(String log, String... options) throws IOException {
    Matcher memory =
        MEMORY.matcher(Files.readString(ROOT.resolve("vncauthproxy/src/deb/launcher")));
    if (!memory.find()) {
      throw new IOException("the launcher says nothing about memory");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(memory.group(1).split(" ")));
    command.addAll(
        List.of("-jar", ROOT.resolve("vncauthproxy/target/synnefo-vncauthproxy.jar").toString()));
    command.addAll(List.of("-c", config.toString()));
    command.addAll(Arrays.asList(options));
    return Started.of(dir.resolve(log), Map.of(), command);
  }

  private Started running() {
    Started now = program;
    if (now == null) {
      throw new IllegalStateException("it was never started");
    }
    return now;
  }

  /** The port where a viewer is waited for. */
  int console(int server, String type) throws IOException {
    return new ControlSocket(dir.resolve("ctrl.sock")).ask(server, PASSWORD, type);
  }

  /** A viewer that has been let in there. */
  PlainLine enter(int server) throws IOException {
    PlainLine line = new PlainLine(console(server, "vnc"), false);
    Rfb.enter(line, PASSWORD);
    return line;
  }

  /** What it answers to {@code --status --json}. */
  JsonObject status() throws IOException, InterruptedException {
    try (Started asking = run("status.log", "--status", "--json")) {
      asking.exit();
      return Json.createReader(new StringReader(asking.said())).readObject();
    }
  }

  /** What it has in memory. */
  long residentKilobytes() throws IOException {
    Path file = Path.of("/proc", Long.toString(running().process.pid()), "status");
    Matcher resident = RESIDENT.matcher(Files.readString(file));
    if (!resident.find()) {
      throw new IOException("no VmRSS in " + file);
    }
    return Long.parseLong(resident.group(1));
  }

  String said() {
    return running().said();
  }

  /** Gone without a chance to tidy up. */
  void kill() {
    running().close();
  }

  @Override
  public void close() {
    kill();
  }
}
