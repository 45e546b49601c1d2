package io.synnefo.eventd;

import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
              Map.entry("cluster-uuid", ""),
              Map.entry("node-name", ""),
              Map.entry("prefix", "snf"),
              Map.entry("watermark-dir", "/var/lib/synnefo-eventd"),
              Map.entry("exchange", RoutingKeys.EXCHANGE),
              Map.entry("amqp.uris", "amqp://127.0.0.1:5672"),
              Map.entry("amqp.username", ""),
              Map.entry("amqp.password-file", ""),
              Map.entry("amqp.ca-file", "")));

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Map<String, String> values = new TreeMap<>(DEFAULTS);
  private final Map<String, String> environment;
  private final List<String> faults = new ArrayList<>();

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The environment variable that overrides the key. */
  static String variable(String key) {
    return "SYNNEFO_EVENTD_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
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
        faults.add(key + ": there is no such setting");
      }
    }
    return this;
  }

  /** The settings, with these values of the command line above all; every fault is told at once. */
  EventdSettings settings(Map<String, String> commandLine) throws SettingsException {
    for (String key : DEFAULTS.keySet()) {
      values.put(key, environment.getOrDefault(variable(key), values.getOrDefault(key, "")));
    }
    values.putAll(commandLine);
    EventdSettings settings =
        new EventdSettings(
            path("queue-dir"),
            path("data-dir"),
            clusterName(),
            clusterUuid(),
            nodeName(),
            prefix(),
            writableDirectory("watermark-dir"),
            new EventdSettings.Broker(
                uris(), required("amqp.username"), passwordFile(), caFile(), required("exchange")));
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return settings;
  }

  private String required(String key) {
    String value = values.getOrDefault(key, "");
    if (value.isEmpty()) {
      faults.add(key + ": is not set");
    }
    return value;
  }

  private Path path(String key) {
    return Path.of(required(key)).toAbsolutePath();
  }

  private Path writableDirectory(String key) {
    Path directory = path(key);
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      faults.add(key + ": " + directory + " is no directory that this user can write to");
    }
    return directory;
  }

  private String clusterName() {
    Path file = path("data-dir").resolve("ssconf_cluster_name");
    try {
      String name = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (name.isEmpty()) {
        faults.add("data-dir: " + file + " is empty");
      }
      return name;
    } catch (IOException e) {
      faults.add("data-dir: the cluster's name cannot be read: " + e);
      return "";
    }
  }

  private String clusterUuid() {
    String uuid = required("cluster-uuid");
    if (!uuid.isEmpty() && !UUID.matcher(uuid).matches()) {
      faults.add("cluster-uuid: is no UUID in lower case");
    }
    return uuid;
  }

  private String nodeName() {
    String set = values.getOrDefault("node-name", "");
    String name = set.isEmpty() ? environment.getOrDefault("GANETI_HOSTNAME", "") : set;
    try {
      return name.isEmpty() ? InetAddress.getLocalHost().getCanonicalHostName() : name;
    } catch (UnknownHostException e) {
      faults.add("node-name: is not set, and this host has no name that resolves");
      return "";
    }
  }

  private String prefix() {
    String prefix = required("prefix");
    if (!prefix.isEmpty() && !RoutingKeys.isPrefix(prefix)) {
      faults.add("prefix: must be lower-case letters, digits and inner dashes, as in snf");
    }
    return prefix;
  }

  private List<URI> uris() {
    List<URI> uris = new ArrayList<>();
    for (String text : required("amqp.uris").split(",", -1)) {
      try {
        URI uri = new URI(text.strip());
        if (uri.getUserInfo() != null) {
          faults.add("amqp.uris: must hold no credentials; they have their own settings");
        } else if (uri.getHost() == null
            || !Set.of("amqp", "amqps").contains(String.valueOf(uri.getScheme()))) {
          faults.add("amqp.uris: " + uri + " is not amqp://host[:port][/vhost] or amqps://...");
        } else {
          uris.add(uri);
        }
      } catch (URISyntaxException e) {
        faults.add("amqp.uris: one of them is no URI"); // its text might hold a password
      }
    }
    return uris;
  }

  /** Whether it is there and right is seen at each connect. */
  private Optional<Path> caFile() {
    String file = values.getOrDefault("amqp.ca-file", "");
    return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
  }

  private Path passwordFile() {
    Path file = path("amqp.password-file");
    try {
      if (!values.getOrDefault("amqp.password-file", "").isEmpty()
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        faults.add("amqp.password-file: " + file + " must not be readable by others");
      }
      if (Files.isRegularFile(file) && !Files.isReadable(file)) {
        faults.add("amqp.password-file: " + file + " cannot be read by this user");
      }
    } catch (IOException e) {
      faults.add("amqp.password-file: " + file + " cannot be read: " + e);
    }
    return file;
  }
}
