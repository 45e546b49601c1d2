package io.synnefo.program;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
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

/**
 * Settings as text, and what they mean; what is wrong with them is gathered, to be told at once.
 * For one thread.
 */
public final class SettingValues {
  private static final Pattern HOST_PORT = Pattern.compile("\\[?([\\w.:-]+?)]?:(\\d{1,5})");
  private static final int MAX_PORT = 65_535;
  private static final int MAX_SOCKET = 107; // the kernel's

  private final List<String> faults = new ArrayList<>();
  private final String variables;
  private final Map<String, String> values;
  private final Map<String, String> defunct;

  /**
   * The defaults.
   *
   * @param variables with what the environment's variables begin, as {@code SYNNEFO_EVENTD_}
   * @param defunct settings of earlier versions, and what to do instead
   */
  public SettingValues(
      String variables, Map<String, String> defaults, Map<String, String> defunct) {
    this.variables = variables;
    this.values = new TreeMap<>(defaults);
    this.defunct = Map.copyOf(defunct);
  }

  /** The defaults as {@code --help} shows them, a line each. */
  public static String help(Map<String, String> defaults) {
    return defaults.entrySet().stream()
        .map(each -> "  " + each.getKey() + " = " + each.getValue() + System.lineSeparator())
        .collect(Collectors.joining());
  }

  /** That is wrong, too; the text begins with the setting. */
  public void fault(String text) {
    faults.add(text);
  }

  /**
   * Nothing, if nothing is wrong.
   *
   * @throws SettingsException holds every fault so far
   */
  public void requireNoFaults() throws SettingsException {
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
  }

  /**
   * The environment variable that overrides the key.
   *
   * @param variables with what it begins
   */
  public static String variable(String variables, String key) {
    return variables + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The file's values stand in place of the defaults. */
  public void file(Path file) {
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
        faults.add(key + ": " + defunct.getOrDefault(key, "there is no such setting"));
      }
    }
  }

  /** The environment's stand above what was there so far. */
  public void environment(Map<String, String> environment) {
    Set<String> known =
        values.keySet().stream().map(key -> variable(variables, key)).collect(Collectors.toSet());
    environment.keySet().stream()
        .filter(name -> name.startsWith(variables) && !known.contains(name))
        .sorted()
        .forEach(name -> faults.add(name + ": there is no such setting (environment)"));
    values.replaceAll((key, value) -> environment.getOrDefault(variable(variables, key), value));
  }

  /** These stand above what was there so far. */
  public void override(Map<String, String> above) {
    values.putAll(above);
  }

  /** As it is set; empty if it is not. */
  public String text(String key) {
    return values.getOrDefault(key, "");
  }

  /** As it is set; a fault if it is not. */
  public String required(String key) {
    if (text(key).isEmpty()) {
      faults.add(key + ": is not set");
    }
    return text(key);
  }

  /** An absolute path; empty: it is not set, or a fault. */
  public Optional<Path> path(String key) {
    try {
      return text(key).isEmpty()
          ? Optional.empty()
          : Optional.of(Path.of(text(key)).toAbsolutePath());
    } catch (InvalidPathException e) {
      faults.add(key + ": is no path: " + e.getReason());
      return Optional.empty();
    }
  }

  /** That path, whose length is a fault if no Unix socket can have it. */
  public Path socket(String key, Path path) {
    if (path.toString().length() > MAX_SOCKET) {
      faults.add(key + ": " + path + " is longer than " + MAX_SOCKET + " characters");
    }
    return path;
  }

  /** The path of a file that others may not read; whether it is there is not looked at. */
  public Optional<Path> secret(String key) {
    Optional<Path> file = path(key);
    try {
      if (file.isPresent()
          && Files.exists(file.get())
          && Files.getPosixFilePermissions(file.get()).contains(PosixFilePermission.OTHERS_READ)) {
        faults.add(key + ": " + file.get() + " must not be readable by others");
      }
    } catch (IOException e) {
      faults.add(key + ": " + file.orElse(Path.of("")) + " cannot be read: " + e);
    }
    return file;
  }

  /** A number within these bounds; else a fault, and the least. */
  public int integer(String key, int least, int most) {
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

  /** As many seconds; else a fault, and the least. */
  public Duration seconds(String key, int least, int most) {
    return Duration.ofSeconds(integer(key, least, most));
  }

  /** One of those words; else a fault, and the first. */
  public String word(String key, String... words) {
    for (String word : words) {
      if (text(key).equals(word)) {
        return word;
      }
    }
    faults.add(key + ": is " + String.join(" or ", words) + ", not " + text(key));
    return words[0];
  }

  /** What stands between commas, without blanks around it. */
  public List<String> list(String key) {
    List<String> all = new ArrayList<>();
    for (String one : text(key).split(",", -1)) {
      if (!one.isBlank()) {
        all.add(one.strip());
      }
    }
    return all;
  }

  /** Where to listen, from {@code host:port}; empty: nowhere, or a fault. */
  public Optional<InetSocketAddress> listen(String key) {
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

  /** The address of that host; empty: a fault. */
  public Optional<InetAddress> address(String key, String host) {
    try {
      return Optional.of(InetAddress.getAllByName(host)[0]);
    } catch (UnknownHostException e) {
      faults.add(key + ": " + host + " has no address");
      return Optional.empty();
    }
  }
}
