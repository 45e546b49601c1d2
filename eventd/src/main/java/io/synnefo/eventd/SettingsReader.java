package io.synnefo.eventd;

import static java.util.stream.Collectors.toSet;

import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the settings from one properties file and the environment, which overrides it. */
final class SettingsReader {
  static final Map<String, String> DEFAULTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("queue-dir", "/var/lib/ganeti/queue"),
              Map.entry("data-dir", "/var/lib/ganeti"),
              Map.entry("luxid-socket", "/var/run/ganeti/socket/ganeti-query"),
              Map.entry("cluster-uuid", ""),
              Map.entry("node-name", ""),
              Map.entry("prefix", "snf"),
              Map.entry("state-dir", "/var/lib/synnefo-eventd"),
              Map.entry("spool-max-mib", "256"),
              Map.entry("archive-lookback-jobs", "100000"),
              Map.entry("status-socket", ""),
              Map.entry("metrics-listen", ""),
              Map.entry("log-format", "text"),
              Map.entry("exchange", RoutingKeys.EXCHANGE),
              Map.entry("amqp.uris", "amqp://127.0.0.1:5672"),
              Map.entry("amqp.username", ""),
              Map.entry("amqp.password-file", ""),
              Map.entry("amqp.ca-file", ""),
              Map.entry("rapi.uri", ""),
              Map.entry("rapi.username", ""),
              Map.entry("rapi.password-file", ""),
              Map.entry("rapi.cert-sha256", "")));

  /** Settings of earlier versions, and what to do instead. */
  private static final Map<String, String> DEFUNCT = Map.of("watermark-dir", "is state-dir now");

  private static final String VARIABLES = "SYNNEFO_EVENTD_";
  private static final int MAX_SOCKET = 107; // the kernel's
  private static final long MIB = 1 << 20;
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Map<String, String> values = new TreeMap<>(DEFAULTS);
  private final Map<String, String> environment;
  private final List<String> faults = new ArrayList<>();
  private final Addresses addresses = new Addresses(faults);

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The environment variable that overrides the key. */
  static String variable(String key) {
    return VARIABLES + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The file's values stand in place of the defaults. */
  SettingsReader file(Path file) {
    Properties found = new Properties();
    try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      found.load(in);
    } catch (IOException | IllegalArgumentException e) {
      faults.add(file + " cannot be read: " + e);
    }
    for (String key : new TreeSet<>(found.stringPropertyNames())) {
      if (DEFAULTS.containsKey(key)) {
        values.put(key, found.getProperty(key).strip());
      } else {
        faults.add(key + ": " + DEFUNCT.getOrDefault(key, "there is no such setting"));
      }
    }
    return this;
  }

  /** The settings, with these values of the command line above all; every fault is told at once. */
  EventdSettings settings(Map<String, String> commandLine) throws SettingsException {
    override(commandLine);
    Path stateDir = writableDirectory("state-dir");
    EventdSettings settings =
        new EventdSettings(
            path("queue-dir"),
            path("data-dir"),
            path("luxid-socket"),
            clusterUuid(),
            nodeName(),
            prefixes(),
            stateDir,
            integer("spool-max-mib", 1, 1 << 20) * MIB,
            integer("archive-lookback-jobs", 0, 999_999_999),
            statusSocket(stateDir),
            addresses.listen("metrics-listen", values.getOrDefault("metrics-listen", "")),
            logAsJson(),
            new EventdSettings.Broker(
                addresses.brokers("amqp.uris", required("amqp.uris")),
                required("amqp.username"),
                passwordFile("amqp.password-file"),
                caFile(),
                required("exchange")),
            rapi());
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return settings;
  }

  /** Where the daemon of these settings is asked; who asks need not be able to write its state. */
  Path statusSocket(Map<String, String> commandLine) throws SettingsException {
    override(commandLine);
    Path socket = statusSocket(path("state-dir"));
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return socket;
  }

  private void override(Map<String, String> commandLine) {
    for (String key : DEFAULTS.keySet()) {
      values.put(key, environment.getOrDefault(variable(key), values.getOrDefault(key, "")));
    }
    Set<String> known = DEFAULTS.keySet().stream().map(SettingsReader::variable).collect(toSet());
    environment.keySet().stream()
        .filter(name -> name.startsWith(VARIABLES) && !known.contains(name))
        .sorted()
        .forEach(name -> faults.add(name + ": there is no such setting (environment)"));
    values.putAll(commandLine);
  }

  private String required(String key) {
    String value = values.getOrDefault(key, "");
    if (value.isEmpty()) {
      faults.add(key + ": is not set");
    }
    return value;
  }

  private Path path(String key) {
    try {
      return Path.of(required(key)).toAbsolutePath();
    } catch (InvalidPathException e) {
      faults.add(key + ": is no path: " + e.getReason());
      return Path.of("");
    }
  }

  private Path writableDirectory(String key) {
    Path directory = path(key);
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      faults.add(key + ": " + directory + " is no directory that this user can write to");
    }
    return directory;
  }

  private String clusterUuid() {
    String uuid = values.getOrDefault("cluster-uuid", "");
    if (!uuid.isEmpty() && !UUID.matcher(uuid).matches()) {
      faults.add("cluster-uuid: is no UUID in lower case");
    }
    return uuid;
  }

  private String nodeName() {
    String set = values.getOrDefault("node-name", "");
    String name = set.isEmpty() ? environment.getOrDefault("GANETI_HOSTNAME", "") : set;
    try {
      return name.isEmpty() ? fullName(InetAddress.getLocalHost()) : name;
    } catch (UnknownHostException e) {
      return ownName();
    }
  }

  /** Without a name server an address has its own text for a name, or that of the loopback. */
  private String fullName(InetAddress host) {
    String name = host.getCanonicalHostName();
    return name.equals(host.getHostAddress()) || name.startsWith("localhost") ? ownName() : name;
  }

  /** The short one does, too: at boot there may be no name server yet. */
  private String ownName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      faults.add("node-name: is not set, and this host has no name");
      return "";
    }
  }

  private List<String> prefixes() {
    List<String> prefixes = new ArrayList<>();
    String all = required("prefix");
    for (String text : all.isEmpty() ? new String[0] : all.split(",", -1)) {
      String prefix = text.strip();
      if (!RoutingKeys.isPrefix(prefix)) {
        faults.add(
            "prefix: '"
                + prefix
                + "' is not of lower-case letters, digits and inner dashes, as snf is");
      } else if (prefixes.contains(prefix)) {
        faults.add("prefix: " + prefix + " is there twice");
      } else {
        prefixes.add(prefix);
      }
    }
    return prefixes;
  }

  private long integer(String key, long least, long most) {
    String text = required(key);
    if (text.matches("\\d{1,9}")) {
      long found = Long.parseLong(text);
      if (found >= least && found <= most) {
        return found;
      }
    }
    faults.add(key + ": must be a number from " + least + " to " + most);
    return least;
  }

  private Path statusSocket(Path stateDir) {
    String file = values.getOrDefault("status-socket", "");
    Path socket = file.isEmpty() ? stateDir.resolve("status.sock") : Path.of(file);
    if (socket.toString().length() > MAX_SOCKET) {
      faults.add("status-socket: " + socket + " is longer than " + MAX_SOCKET + " characters");
    }
    return socket.toAbsolutePath();
  }

  private boolean logAsJson() {
    String format = values.getOrDefault("log-format", "");
    if (!Set.of("text", "json").contains(format)) {
      faults.add("log-format: is text or json, not " + format);
    }
    return format.equals("json");
  }

  /** Whether it is there and right is seen at each connect. */
  private Optional<Path> caFile() {
    String file = values.getOrDefault("amqp.ca-file", "");
    return file.isEmpty() ? Optional.empty() : Optional.of(path("amqp.ca-file"));
  }

  private Optional<EventdSettings.Rapi> rapi() {
    String text = values.getOrDefault("rapi.uri", "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new EventdSettings.Rapi(
            addresses.rapi("rapi.uri", text),
            required("rapi.username"),
            passwordFile("rapi.password-file"),
            sha256("rapi.cert-sha256")));
  }

  private String sha256(String key) {
    String digest = required(key).replace(":", "").toLowerCase(Locale.ROOT);
    if (!digest.isEmpty() && !digest.matches("[0-9a-f]{64}")) {
      faults.add(key + ": is not a SHA-256 digest in hex");
    }
    return digest;
  }

  private Path passwordFile(String key) {
    Path file = path(key);
    try {
      if (!values.getOrDefault(key, "").isEmpty()
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        faults.add(key + ": " + file + " must not be readable by others");
      }
      if (Files.isDirectory(file)) {
        faults.add(key + ": " + file + " is a directory");
      } else if (!Files.isReadable(file)) {
        faults.add(key + ": " + file + " cannot be read by this user");
      }
    } catch (IOException e) {
      faults.add(key + ": " + file + " cannot be read: " + e);
    }
    return file;
  }
}
