package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings as text, and what they mean; what is wrong with them is gathered, not thrown. */
final class SettingValues {
  private static final String VARIABLES = "SYNNEFO_VNCAUTHPROXY_";
  private static final Pattern HOST_PORT = Pattern.compile("\\[?([\\w.:-]+?)]?:(\\d{1,5})");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[\\w.-]+(:\\d{1,5})?");
  private static final int MAX_PORT = 65_535;

  final List<String> faults = new ArrayList<>();
  private final Map<String, String> values;

  SettingValues(Map<String, String> defaults) {
    this.values = new TreeMap<>(defaults);
  }

  /** The environment variable that overrides the key. */
  static String variable(String key) {
    return VARIABLES + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The file's values stand in place of the defaults. */
  void file(Path file) {
    Properties found = new Properties();
    try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      found.load(in);
    } catch (IOException | IllegalArgumentException e) {
      faults.add(file + " cannot be read: " + e);
    }
    for (String key : new TreeSet<>(found.stringPropertyNames())) {
      if (values.containsKey(key)) {
        values.put(key, found.getProperty(key).strip());
      } else {
        faults.add(key + ": there is no such setting");
      }
    }
  }

  /** The environment's stand above all. */
  void environment(Map<String, String> environment) {
    Set<String> known =
        values.keySet().stream().map(SettingValues::variable).collect(Collectors.toSet());
    environment.keySet().stream()
        .filter(name -> name.startsWith(VARIABLES) && !known.contains(name))
        .sorted()
        .forEach(name -> faults.add(name + ": there is no such setting (environment)"));
    values.replaceAll((key, value) -> environment.getOrDefault(variable(key), value));
  }

  String text(String key) {
    return values.getOrDefault(key, "");
  }

  Optional<Path> path(String key) {
    try {
      return text(key).isEmpty()
          ? Optional.empty()
          : Optional.of(Path.of(text(key)).toAbsolutePath());
    } catch (InvalidPathException e) {
      faults.add(key + ": is no path: " + e.getReason());
      return Optional.empty();
    }
  }

  int integer(String key, int least, int most) {
    String text = text(key);
    if (text.matches("\\d{1,9}")) {
      int found = Integer.parseInt(text);
      if (found >= least && found <= most) {
        return found;
      }
    }
    faults.add(key + ": must be a number from " + least + " to " + most);
    return least;
  }

  Duration seconds(String key, int least, int most) {
    return Duration.ofSeconds(integer(key, least, most));
  }

  /** One of those words. */
  String word(String key, String... words) {
    for (String word : words) {
      if (text(key).equals(word)) {
        return word;
      }
    }
    faults.add(key + ": is " + String.join(" or ", words) + ", not " + text(key));
    return words[0];
  }

  List<String> list(String key) {
    List<String> all = new ArrayList<>();
    for (String one : text(key).split(",", -1)) {
      if (!one.isBlank()) {
        all.add(one.strip());
      }
    }
    return all;
  }

  /** Origins of pages, in lower case; {@code *} is one, too. */
  List<String> origins(String key) {
    List<String> found = list(key).stream().map(o -> o.toLowerCase(Locale.ROOT)).toList();
    for (String origin : found) {
      if (!ORIGIN.matcher(origin).matches()) {
        faults.add(key + ": " + origin + " is neither * nor https://host[:port]");
      }
    }
    return found;
  }

  /** Where to listen; empty: nowhere. */
  Optional<InetSocketAddress> listen(String key) {
    Matcher address = HOST_PORT.matcher(text(key));
    if (text(key).isEmpty()) {
      return Optional.empty();
    }
    if (!address.matches() || Integer.parseInt(address.group(2)) > MAX_PORT) {
      faults.add(key + ": " + text(key) + " is not host:port");
      return Optional.empty();
    }
    int port = Integer.parseInt(address.group(2));
    return address(key, address.group(1)).map(host -> new InetSocketAddress(host, port));
  }

  /** The address of that host. */
  Optional<InetAddress> address(String key, String host) {
    try {
      return Optional.of(InetAddress.getAllByName(host)[0]);
    } catch (UnknownHostException e) {
      faults.add(key + ": " + host + " has no address");
      return Optional.empty();
    }
  }
}
