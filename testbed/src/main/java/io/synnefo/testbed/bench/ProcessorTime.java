package io.synnefo.testbed.bench;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time, in seconds, that each part of a cloud has used up to now, and what the machine
 * had to give. Parts are told apart by what Linux calls their processes: a database or a broker of
 * somebody else's on the same machine counts as this cloud's.
 *
 * @param capacity of all processors since the machine's start, used or not
 */
record ProcessorTime(Map<Part, Double> used, double capacity) {
  /** Whose time it is. */
  enum Part {
    APPLICATION("application"),
    DATABASE("database"),
    BROKER("broker"),
    BENCH("the bench");

    private final String label;

    Part(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** As it is now; a process that ends while it is read is left out. */
  static ProcessorTime now(Cloud cloud) throws IOException {
    List<Long> application = new ArrayList<>();
    for (String part : List.of("wildfly1", "wildfly2")) {
      if (cloud.runs(part)) {
        application.add(cloud.pid(part));
      }
    }
    Map<Part, Double> used = new EnumMap<>(Part.class);
    used.put(Part.BENCH, Machine.cpuSeconds(ProcessHandle.current().pid()));
    used.put(Part.APPLICATION, sum(application));
    used.put(Part.DATABASE, sum(called("postgres")));
    used.put(Part.BROKER, sum(called("beam.smp")));
    return new ProcessorTime(Map.copyOf(used), Machine.capacitySeconds());
  }

  double of(Part part) {
    return used.getOrDefault(part, 0.0);
  }

  /** From that time to this. */
  ProcessorTime since(ProcessorTime before) {
    Map<Part, Double> difference = new EnumMap<>(Part.class);
    used.forEach((part, seconds) -> difference.put(part, seconds - before.of(part)));
    return new ProcessorTime(Map.copyOf(difference), capacity - before.capacity);
  }

  /** Both together. */
  ProcessorTime plus(ProcessorTime more) {
    Map<Part, Double> sum = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      sum.put(part, of(part) + more.of(part));
    }
    return new ProcessorTime(Map.copyOf(sum), capacity + more.capacity);
  }

  /** Nothing, to begin a sum with. */
  static ProcessorTime none() {
    return new ProcessorTime(Map.of(), 0);
  }

  private static double sum(List<Long> processes) throws IOException {
    double seconds = 0;
    for (long pid : processes) {
      seconds += seconds(pid);
    }
    return seconds;
  }

  private static double seconds(long pid) throws IOException {
    try {
      return Machine.cpuSeconds(pid);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  private static List<Long> called(String name) throws IOException {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      List<Long> found = new ArrayList<>();
      for (long pid : all.map(ProcessHandle::pid).toList()) {
        if (name.equals(Machine.command(pid))) {
          found.add(pid);
        }
      }
      return found;
    }
  }
}
