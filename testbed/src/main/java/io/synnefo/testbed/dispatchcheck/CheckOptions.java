package io.synnefo.testbed.dispatchcheck;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the command line says; a wrong one is an {@link IllegalArgumentException}. */
final class CheckOptions {
  private static final Set<String> SEVERAL = Set.of("--queue", "--amqp", "--management");
  private static final Set<String> NEEDED =
      Set.of("--queue", "--database", "--user", "--password-file");
  private static final Set<String> OF_BROKER =
      Set.of("--amqp", "--management", "--broker-user", "--broker-password-file");
  private static final Set<String> OF_RAPI =
      Set.of("--rapi", "--rapi-user", "--rapi-password-file");
  private static final Set<String> OTHERS = Set.of("--prefix", "--cluster-uuid");

  private final Map<String, List<String>> values = new TreeMap<>();

  CheckOptions(String... arguments) {
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value");
      }
      add(arguments[i], arguments[i + 1]);
    }
    require(NEEDED);
    if (hasBroker()) {
      require(OF_BROKER);
    }
    if (hasRapi()) {
      require(OF_RAPI);
    }
  }

  private void add(String option, String value) {
    if (Stream.of(NEEDED, OF_BROKER, OF_RAPI, OTHERS).noneMatch(all -> all.contains(option))) {
      throw new IllegalArgumentException("there is no option " + option);
    }
    List<String> list = values.computeIfAbsent(option, any -> new ArrayList<>());
    list.add(value);
    if (list.size() > 1 && !SEVERAL.contains(option)) {
      throw new IllegalArgumentException(option + " may be given once");
    }
  }

  private void require(Set<String> options) {
    options.stream()
        .filter(option -> !values.containsKey(option))
        .sorted()
        .findFirst()
        .ifPresent(
            option -> {
              throw new IllegalArgumentException(option + " is missing");
            });
  }

  /** Ganeti's queue directories, the master's first. */
  List<Path> queues() {
    return all("--queue").stream().map(Path::of).toList();
  }

  String prefix() {
    return one("--prefix", "snf");
  }

  /** Empty if the tables are to tell. */
  String cluster() {
    return one("--cluster-uuid", "");
  }

  boolean hasBroker() {
    return OF_BROKER.stream().anyMatch(values::containsKey);
  }

  boolean hasRapi() {
    return OF_RAPI.stream().anyMatch(values::containsKey);
  }

  List<String> all(String option) {
    return values.getOrDefault(option, List.of());
  }

  /** The one value of an option that is needed. */
  String one(String option) {
    return all(option).get(0);
  }

  private String one(String option, String fallback) {
    return values.getOrDefault(option, List.of(fallback)).get(0);
  }
}
