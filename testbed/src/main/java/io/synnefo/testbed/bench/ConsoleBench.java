package io.synnefo.testbed.bench;

import static org.awaitility.Awaitility.await;

import io.synnefo.program.StatusClient;
import io.synnefo.testbed.console.ControlSocket;
import io.synnefo.testbed.console.Line;
import io.synnefo.testbed.console.ListeningProgram;
import io.synnefo.testbed.console.PlainLine;
import io.synnefo.testbed.console.Rfb;
import io.synnefo.testbed.console.VncSource;
import io.synnefo.testbed.console.WebSocketLine;
import io.synnefo.wire.vnc.ConsoleToken;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./synnefo bench console}: how fast consoles open and flow through the VNC proxy. */
public final class ConsoleBench {
  private static final int WARM_UP = 300;
  private static final int ROUNDS = 3;
  private static final int[] CROWD = {0, 100, 500, 2000};

  /** Both crowds together have to fit into a limit of 20,000 open files. */
  private static final int AT_GATEWAY = 1500;

  private static final String PASSWORD = "s3cret12";
  private static final double MEGA = 1e6;
  private static final double NANOS = 1e9;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path state;
  private final ControlSocket control;
  private final Path status;
  private final int gateway;
  private final long pid;
  private final int setups;
  private final long bulk;
  private final List<Figure> figures = new ArrayList<>();

  /** How a viewer gets to the machine: a connection that is past the handshake. */
  @FunctionalInterface
  private interface Way {
    Line open() throws IOException;
  }

  private ConsoleBench(Path state, int setups, int megabytes) throws IOException {
    this.state = state;
    Map<String, String> env = new HashMap<>();
    for (String line : Files.readAllLines(state.resolve("vncauthproxy/env"))) {
      String[] pair = line.split("=", 2);
      env.put(pair[0], pair[1].replace("'", ""));
    }
    this.control = new ControlSocket(Path.of(env.getOrDefault("VNCAUTHPROXY_CTRL_SOCKET", "")));
    this.status = Path.of(env.getOrDefault("VNCAUTHPROXY_STATUS_SOCKET", ""));
    this.gateway = URI.create(env.getOrDefault("VNCAUTHPROXY_GATEWAY", "")).getPort();
    this.pid = Long.parseLong(Files.readString(state.resolve("vncauthproxy/pid")).split(" ", 2)[0]);
    this.setups = setups;
    this.bulk = megabytes * (long) MEGA;
  }

  /** {@code ConsoleBench STATE_DIR SETUPS MEGABYTES table|json}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 4) {
      System.err.println("usage: ConsoleBench STATE_DIR SETUPS MEGABYTES table|json");
      System.exit(2);
    }
    String before = Machine.load();
    ConsoleBench bench =
        new ConsoleBench(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    Report report = bench.run(before);
    System.out.print(
        arguments[3].equals("json") ? report.json() + System.lineSeparator() : report.table());
    System.exit(0); // whatever a viewer still does
  }

  private Report run(String before) throws IOException, InterruptedException {
    try (VncSource server = new VncSource()) {
      System.err.println("bench: resting consoles");
      memory(server.port());
      System.err.println("bench: " + setups + " consoles, one at a time");
      setUp(server.port());
      System.err.println("bench: " + ROUNDS + " times " + bulk / (long) MEGA + " MB each way");
      bulk(server.port());
    }
    System.err.println("bench: pictures");
    pictures();
    Map<String, String> told = new LinkedHashMap<>();
    told.put("machine", Machine.describe());
    told.put("load", before + " before, " + Machine.load() + " after");
    return new Report(figures, told);
  }

  /** A new process's, so this comes first. */
  private void memory(int server) throws IOException {
    List<Line> viewers = new ArrayList<>();
    for (int count : CROWD) {
      while (viewers.size() < count) {
        Line viewer = console(server, "vnc", false);
        start(viewer, 0);
        viewers.add(viewer);
      }
      String aim = count == CROWD[CROWD.length - 1] ? "200" : "";
      add("memory." + count, "memory, " + count + " resting consoles", rss(), "MiB", aim);
    }
    for (int n = 0; n < AT_GATEWAY; n++) {
      viewers.add(atGateway(server));
    }
    add("memory.gateway", "  and " + AT_GATEWAY + " more at the gateway", rss(), "MiB", "");
    for (Line viewer : viewers) {
      viewer.close();
    }
    await("the proxy has no console").atMost(PATIENCE).until(() -> consoles() == 0);
  }

  private int consoles() throws IOException {
    String told = StatusClient.ask(status, "json");
    try (JsonReader reader =
        Json.createReader(new StringReader(told.substring(told.indexOf('{'))))) {
      return reader.readObject().getInt("consoles");
    }
  }

  private Line atGateway(int server) throws IOException {
    ConsoleToken token = ConsoleToken.random();
    control.grant(server, token);
    Line viewer = entered(WebSocketLine.atGateway(gateway, token), "");
    start(viewer, 0);
    return viewer;
  }

  private double rss() throws IOException {
    return Machine.rss(pid);
  }

  private void setUp(int server) throws IOException {
    Samples proxied = times(() -> console(server, "vnc", false));
    Samples direct = times(() -> entered(new PlainLine(server, false), ""));
    add("setup.p50", "request, connect and handshake, p50", proxied.percentile(50), "ms", "");
    add("setup.p95", "request, connect and handshake, p95", proxied.percentile(95), "ms", "10");
    add("setup.direct", "  connect and handshake alone, p50", direct.percentile(50), "ms", "");
  }

  private Samples times(Way way) throws IOException {
    Samples times = new Samples();
    for (int n = 0; n < WARM_UP + setups; n++) {
      long begin = System.nanoTime();
      Line viewer = way.open();
      if (n >= WARM_UP) {
        times.add(Duration.ofNanos(System.nanoTime() - begin));
      }
      viewer.close();
    }
    return times;
  }

  private void bulk(int server) throws IOException, InterruptedException {
    int free = ListeningProgram.freePort();
    List<String> command = List.of("websockify", "127.0.0.1:" + free, "127.0.0.1:" + server);
    Map<String, Double> best = new LinkedHashMap<>();
    try (ListeningProgram other =
        ListeningProgram.start(state.resolve("websockify.log"), free, command)) {
      Map<String, Way> ways = new LinkedHashMap<>();
      ways.put("direct", () -> entered(new PlainLine(server, true), ""));
      ways.put("plain", () -> console(server, "vnc", true));
      ways.put("ws", () -> console(server, "vnc-ws", true));
      ways.put("websockify", () -> entered(new WebSocketLine(other.port(), true), ""));
      for (int round = 0; round < ROUNDS; round++) {
        for (Map.Entry<String, Way> way : ways.entrySet()) {
          best.merge(way.getKey(), rate(way.getValue()), Math::max);
        }
      }
    }
    double ws = best.getOrDefault("ws", 0.0);
    double websockify = best.getOrDefault("websockify", 0.0);
    add("bulk.plain", "one stream, plain", best.getOrDefault("plain", 0.0), "MB/s", "");
    add("bulk.direct", "  without a proxy", best.getOrDefault("direct", 0.0), "MB/s", "");
    add("bulk.ws", "one stream, WebSocket", ws, "MB/s", "");
    add("bulk.websockify", "  through Debian's websockify", websockify, "MB/s", "");
    add("bulk.ratio", "WebSocket, of websockify's", ws / websockify, "", "1");
  }

  /** MB a second. */
  private double rate(Way way) throws IOException {
    try (Line viewer = way.open()) {
      long begin = System.nanoTime();
      start(viewer, bulk);
      viewer.skip(bulk);
      return bulk / MEGA / ((System.nanoTime() - begin) / NANOS);
    }
  }

  private void pictures() throws IOException, InterruptedException {
    try (PictureServer server = PictureServer.start(state.resolve("xtigervnc.log"))) {
      double direct = server.rate(entered(new PlainLine(server.port(), true), ""));
      double proxied = server.rate(console(server.port(), "vnc", true));
      add("frames", "pictures of 1280x800, raw", proxied, "1/s", "");
      add("frames.direct", "  without a proxy", direct, "1/s", "");
    }
  }

  private Line console(int server, String type, boolean much) throws IOException {
    int port = control.ask(server, PASSWORD, type);
    return entered(
        type.equals("vnc") ? new PlainLine(port, much) : new WebSocketLine(port, much), PASSWORD);
  }

  private static Line entered(Line viewer, String password) throws IOException {
    Rfb.enter(viewer, password);
    return viewer;
  }

  private static void start(Line viewer, long count) throws IOException {
    viewer.send(ByteBuffer.allocate(1 + Long.BYTES).put((byte) 1).putLong(count).array());
  }

  private void add(String key, String label, double value, String unit, String aim) {
    figures.add(new Figure(key, label, value, unit, aim));
  }
}
