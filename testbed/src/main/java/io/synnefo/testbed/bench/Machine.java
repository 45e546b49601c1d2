package io.synnefo.testbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What the kernel tells of this machine and its processes. */
final class Machine {
  private static final double KIB_PER_MIB = 1024;
  private static final double TICKS_PER_SECOND = 100; // of /proc, on every Linux
  private static final int COUNTED = 8; // user to steal; a guest's time is in the user's

  private Machine() {}

  /** Processor, cores and memory. */
  static String describe() throws IOException {
    String model = line(Path.of("/proc/cpuinfo"), "model name").replaceFirst("[^:]*:\\s*", "");
    return String.format(
        "%s, %d processors, %.1f GiB, Linux %s, Java %s",
        model,
        Runtime.getRuntime().availableProcessors(),
        number(Path.of("/proc/meminfo"), "MemTotal") / KIB_PER_MIB / KIB_PER_MIB,
        System.getProperty("os.version"),
        Runtime.version());
  }

  /** Load averages of 1, 5 and 15 minutes. */
  static String load() throws IOException {
    List<String> words = List.of(Files.readString(Path.of("/proc/loadavg")).split(" ", -1));
    return String.join(" ", words.subList(0, 3));
  }

  /** Memory that the process holds, in MiB. */
  static double rss(long pid) throws IOException {
    return number(Path.of("/proc/" + pid + "/status"), "VmRSS") / KIB_PER_MIB;
  }

  /** The most memory that the process has held, in MiB. */
  static double peakRss(long pid) throws IOException {
    return number(Path.of("/proc/" + pid + "/status"), "VmHWM") / KIB_PER_MIB;
  }

  /** Processor time that the process has used. */
  static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Double.parseDouble(words[11]) + Double.parseDouble(words[12])) / TICKS_PER_SECOND;
  }

  /** Time that all processors have had since the start, used or not. */
  static double capacitySeconds() throws IOException {
    String[] words = line(Path.of("/proc/stat"), "cpu ").trim().split(" +", -1);
    double ticks = 0;
    for (int i = 1; i <= COUNTED; i++) {
      ticks += Double.parseDouble(words[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** What the kernel calls the process; empty when it has ended. */
  static String command(long pid) throws IOException {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
    } catch (NoSuchFileException gone) {
      return "";
    }
  }

  /** Threads that the process has now. */
  static int threads(long pid) throws IOException {
    return (int) number(Path.of("/proc/" + pid + "/status"), "Threads");
  }

  private static double number(Path file, String name) throws IOException {
    return Double.parseDouble(line(file, name).replaceAll("\\D", ""));
  }

  private static String line(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .orElse(name + ": 0");
  }
}
