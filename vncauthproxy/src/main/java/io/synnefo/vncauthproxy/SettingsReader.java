package io.synnefo.vncauthproxy;

import io.synnefo.program.SettingValues;
import io.synnefo.program.SettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the settings from one properties file and the environment, which overrides it. */
final class SettingsReader {
  static final Map<String, String> DEFAULTS = new TreeMap<>(GatewaySettings.DEFAULTS);

  static {
    DEFAULTS.putAll(
        Map.ofEntries(
            Map.entry("control-socket", "/run/vncauthproxy/ctrl.sock"),
            Map.entry("control-listen", "127.0.0.1:24999"),
            Map.entry("control-tls", "off"),
            Map.entry("control-timeout-seconds", "10"),
            Map.entry("users-file", "/var/lib/vncauthproxy/users"),
            Map.entry("tls-certificate-file", ""),
            Map.entry("tls-key-file", ""),
            Map.entry("proxy-listen", "*"),
            Map.entry("proxy-address", ""),
            Map.entry("ports", "25000-30000"),
            Map.entry("not-ports", "25672"), // RabbitMQ's nodes speak with each other there
            Map.entry("consoles-max", "4000"),
            Map.entry("consoles-per-project", "10"),
            Map.entry("connect-timeout-seconds", "30"),
            Map.entry("handshake-timeout-seconds", "15"),
            Map.entry("stall-timeout-seconds", "120"),
            Map.entry("server-timeout-seconds", "60"),
            Map.entry("server-tries", "3"),
            Map.entry("server-pause-millis", "100"),
            Map.entry("origins", "*"),
            Map.entry("drain-seconds", "10"),
            Map.entry("status-socket", "/run/vncauthproxy/status.sock"),
            Map.entry("metrics-listen", ""),
            Map.entry("ping-seconds", "30"),
            Map.entry("log-format", "text")));
  }

  private static final String VARIABLES = "SYNNEFO_VNCAUTHPROXY_";
  private static final Pattern PORTS = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final int MAX_PORT = 65_535;
  private static final int MAX_CONSOLES = 30_000;
  private static final int HOUR = 3600;

  private final SettingValues values = new SettingValues(VARIABLES, DEFAULTS, Map.of());

  /** The environment stands above the file, if there is one. */
  SettingsReader(Optional<Path> file, Map<String, String> environment) {
    file.ifPresent(values::file);
    values.environment(environment);
  }

  /** The environment variable that overrides the key. */
  static String variable(String key) {
    return SettingValues.variable(VARIABLES, key);
  }

  /** The settings; every fault is told at once. */
  ProxySettings settings() throws SettingsException {
    Optional<ProxySettings.TlsFiles> tls = tls();
    ProxySettings.Viewers viewers = viewers();
    ProxySettings settings =
        new ProxySettings(
            control(tls.isPresent()),
            tls,
            viewers,
            new GatewaySettings(values).rules(viewers.proxyAddress(), tls.isPresent()),
            new ProxySettings.Backends(
                new BackendDial.Patience(
                    values.seconds("server-timeout-seconds", 1, HOUR),
                    values.integer("server-tries", 1, 100),
                    Duration.ofMillis(values.integer("server-pause-millis", 1, 60_000)))),
            values.seconds("drain-seconds", 0, HOUR),
            socket("status-socket").orElse(Path.of("")),
            values.listen("metrics-listen"),
            values.word("log-format", "text", "json").equals("json"));
    throwFaults();
    return settings;
  }

  /** Where the proxy of these settings is asked. */
  Path statusSocket() throws SettingsException {
    Path socket = socket("status-socket").orElse(Path.of(""));
    throwFaults();
    return socket;
  }

  private void throwFaults() throws SettingsException {
    if (values.text("status-socket").isEmpty()) {
      values.fault("status-socket: is not set");
    }
    values.requireNoFaults();
  }

  private ProxySettings.Control control(boolean certified) {
    boolean tls = values.word("control-tls", "off", "on").equals("on");
    if (tls && !certified) {
      values.fault("control-tls: needs tls-certificate-file and tls-key-file");
    }
    if (values.text("control-socket").isEmpty() && values.text("control-listen").isEmpty()) {
      values.fault("control-socket: neither it nor control-listen is set");
    }
    return new ProxySettings.Control(
        socket("control-socket"),
        values.listen("control-listen"),
        tls,
        values.secret("users-file").orElse(Path.of("")),
        values.seconds("control-timeout-seconds", 1, HOUR));
  }

  private Optional<ProxySettings.TlsFiles> tls() {
    Optional<Path> certificate = values.path("tls-certificate-file");
    Optional<Path> key = values.secret("tls-key-file");
    if (certificate.isPresent() != key.isPresent()) {
      values.fault("tls-key-file: goes with tls-certificate-file");
    }
    return certificate.flatMap(file -> key.map(k -> new ProxySettings.TlsFiles(file, k)));
  }

  private ProxySettings.Viewers viewers() {
    String host = values.text("proxy-listen");
    boolean everywhere = Set.of("*", "0.0.0.0", "::").contains(host);
    int[] ports = ports();
    return new ProxySettings.Viewers(
        everywhere ? Optional.empty() : values.address("proxy-listen", host),
        proxyAddress(everywhere ? "" : host),
        ports[0],
        ports[1],
        notPorts(),
        values.integer("consoles-max", 1, MAX_CONSOLES),
        values.integer("consoles-per-project", 1, MAX_CONSOLES),
        values.seconds("connect-timeout-seconds", 1, HOUR),
        values.seconds("handshake-timeout-seconds", 1, HOUR),
        new Relay.Limits(
            values.seconds("stall-timeout-seconds", 1, HOUR),
            LAST_WORDS,
            values.seconds("ping-seconds", 1, HOUR)),
        GatewaySettings.origins(values, "origins"));
  }

  /** What is set, else where is listened, else this host's full name. */
  private String proxyAddress(String host) {
    String set = values.text("proxy-address");
    if (!set.isEmpty()) {
      return set;
    }
    try {
      return host.isEmpty() ? InetAddress.getLocalHost().getCanonicalHostName() : host;
    } catch (UnknownHostException e) {
      values.fault("proxy-address: is not set, and this host has no name");
      return "";
    }
  }

  private int[] ports() {
    Matcher range = PORTS.matcher(values.text("ports"));
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = Integer.parseInt(range.group(2));
      if (first > 0 && first <= last && last <= MAX_PORT) {
        return new int[] {first, last};
      }
    }
    values.fault("ports: must be two numbers with a dash, as 25000-30000");
    return new int[] {1, 1};
  }

  private Set<Integer> notPorts() {
    Set<Integer> found = new HashSet<>();
    for (String port : values.list("not-ports")) {
      if (port.matches("\\d{1,5}")) {
        found.add(Integer.parseInt(port));
      } else {
        values.fault("not-ports: must be port numbers with a comma between");
      }
    }
    return found;
  }

  private Optional<Path> socket(String key) {
    return values.path(key).map(path -> values.socket(key, path));
  }
}
