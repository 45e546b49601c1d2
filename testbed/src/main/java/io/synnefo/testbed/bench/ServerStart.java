package io.synnefo.testbed.bench;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How long the last start of a server took, by its log: from its first line of all. */
record ServerStart(Duration deployed, Duration connected) {
  private static final int STAMP = "2026-11-22 22:56:44,607".length();
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd HH:mm:ss,SSS").toFormatter();

  /** Empty as long as the application is not ready. */
  static Optional<ServerStart> last(List<String> log) {
    int begin = -1;
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).contains("WFLYSRV0049")) {
        begin = i;
      }
    }
    if (begin < 0) {
      return Optional.empty();
    }
    LocalDateTime from = time(log.get(begin));
    List<String> since = log.subList(begin, log.size());
    Optional<LocalDateTime> deployed =
        first(since, line -> line.contains("WFLYSRV0010") && line.contains("synnefo.ear"));
    Optional<LocalDateTime> connected = first(since, line -> line.endsWith("consumers connected"));
    return deployed.flatMap(
        ear ->
            connected.map(
                all -> new ServerStart(Duration.between(from, ear), Duration.between(from, all))));
  }

  private static Optional<LocalDateTime> first(List<String> lines, Predicate<String> wanted) {
    return lines.stream().filter(wanted).findFirst().map(ServerStart::time);
  }

  private static LocalDateTime time(String line) {
    return LocalDateTime.parse(line.substring(0, STAMP), TIME);
  }
}
