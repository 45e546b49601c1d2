package io.synnefo.eventd;

import io.synnefo.program.SettingValues;
import io.synnefo.program.SettingsException;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  private static final long MIB = 1 << 20;
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final SettingValues values = new SettingValues("SYNNEFO_EVENTD_", DEFAULTS, DEFUNCT);
  private final Map<String, String> environment;
  private final Addresses addresses = new Addresses(values);

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The file's values stand in place of the defaults. */
  SettingsReader file(Path file) {
    values.file(file);
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
            values.integer("spool-max-mib", 1, 1 << 20) * MIB,
            values.integer("archive-lookback-jobs", 0, 999_999_999),
            statusSocket(stateDir),
            values.listen("metrics-listen"),
            values.word("log-format", "text", "json").equals("json"),
            new EventdSettings.Broker(
                addresses.brokers("amqp.uris", values.required("amqp.uris")),
                values.required("amqp.username"),
                passwordFile("amqp.password-file"),
                values.path("amqp.ca-file"), // whether it is right is seen at each connect
                values.required("exchange")),
            rapi());
    values.requireNoFaults();
    return settings;
  }

  /** Where the daemon of these settings is asked; who asks need not be able to write its state. */
  Path statusSocket(Map<String, String> commandLine) throws SettingsException {
    override(commandLine);
    Path socket = statusSocket(path("state-dir"));
    values.requireNoFaults();
    return socket;
  }

  private void override(Map<String, String> commandLine) {
    values.environment(environment);
    values.override(commandLine);
  }

  private Path path(String key) {
    values.required(key);
    return values.path(key).orElse(Path.of(""));
  }

  private Path writableDirectory(String key) {
    Path directory = path(key);
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      values.fault(key + ": " + directory + " is no directory that this user can write to");
    }
    return directory;
  }

  private String clusterUuid() {
    String uuid = values.text("cluster-uuid");
    if (!uuid.isEmpty() && !UUID.matcher(uuid).matches()) {
      values.fault("cluster-uuid: is no UUID in lower case");
    }
    return uuid;
  }

  private String nodeName() {
    String set = values.text("node-name");
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
      values.fault("node-name: is not set, and this host has no name");
      return "";
    }
  }

  private List<String> prefixes() {
    List<String> prefixes = new ArrayList<>();
    String all = values.required("prefix");
    for (String text : all.isEmpty() ? new String[0] : all.split(",", -1)) {
      String prefix = text.strip();
      if (!RoutingKeys.isPrefix(prefix)) {
        values.fault(
            "prefix: '"
                + prefix
                + "' is not of lower-case letters, digits and inner dashes, as snf is");
      } else if (prefixes.contains(prefix)) {
        values.fault("prefix: " + prefix + " is there twice");
      } else {
        prefixes.add(prefix);
      }
    }
    return prefixes;
  }

  private Path statusSocket(Path stateDir) {
    return values.socket(
        "status-socket", values.path("status-socket").orElse(stateDir.resolve("status.sock")));
  }

  private Optional<EventdSettings.Rapi> rapi() {
    String text = values.text("rapi.uri");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new EventdSettings.Rapi(
            addresses.rapi("rapi.uri", text),
            values.required("rapi.username"),
            passwordFile("rapi.password-file"),
            sha256("rapi.cert-sha256")));
  }

  private String sha256(String key) {
    String digest = values.required(key).replace(":", "").toLowerCase(Locale.ROOT);
    if (!digest.isEmpty() && !digest.matches("[0-9a-f]{64}")) {
      values.fault(key + ": is not a SHA-256 digest in hex");
    }
    return digest;
  }

  private Path passwordFile(String key) {
    values.required(key);
    Optional<Path> set = values.secret(key);
    set.ifPresent(file -> requireReadable(key, file));
    return set.orElse(Path.of(""));
  }

  private void requireReadable(String key, Path file) {
    if (Files.isDirectory(file)) {
      values.fault(key + ": " + file + " is a directory");
    } else if (!Files.exists(file)) {
      values.fault(key + ": " + file + " is not there, or its directory is closed to this user");
    } else if (!Files.isReadable(file)) {
      values.fault(key + ": " + file + " cannot be read by this user");
    }
  }
}
