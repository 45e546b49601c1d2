package io.synnefo.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** A checked-in table of decisions: rows of patterns, the first that matches holds. */
final class DecisionTable {
  private final int keys;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Set<String>> sets = new HashMap<>();
  private final Map<String, Set<String>> carriers = new HashMap<>();

  private record Row(
      String text, List<Set<String>> patterns, String expected, AtomicInteger hits) {}

  DecisionTable(String resource, int keys) throws IOException {
    this.keys = keys;
    try (InputStream in =
            Objects.requireNonNull(DecisionTable.class.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty() && !l.startsWith("#"))
          .forEach(this::read);
    }
  }

  private void read(String line) {
    List<String> words = List.of(line.split("\\s+"));
    switch (words.get(0)) {
      case "set" -> sets.put(words.get(1), new TreeSet<>(words.subList(2, words.size())));
      case "carries" -> carriers.put(words.get(1), expand(words.get(2)));
      default -> {
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        List<Set<String>> patterns = cells.subList(0, keys).stream().map(this::pattern).toList();
        rows.add(
            new Row(
                line,
                patterns,
                String.join(" | ", cells.subList(keys, keys + 3)),
                new AtomicInteger()));
      }
    }
  }

  private Set<String> pattern(String cell) {
    Set<String> words = new TreeSet<>();
    if (!cell.equals("*")) {
      Arrays.stream(cell.split(",")).forEach(word -> words.addAll(expand(word)));
    }
    return words;
  }

  private Set<String> expand(String word) {
    return sets.getOrDefault(word, Set.of(word));
  }

  /** All words of the table's sets. */
  Set<String> words() {
    Set<String> all = new TreeSet<>();
    sets.values().forEach(all::addAll);
    return all;
  }

  boolean carries(String task, String operation) {
    return carriers.getOrDefault(task, Set.of()).contains(operation);
  }

  String expected(String... key) {
    for (Row row : rows) {
      boolean matches = true;
      for (int i = 0; i < keys && matches; i++) {
        matches = row.patterns().get(i).isEmpty() || row.patterns().get(i).contains(key[i]);
      }
      if (matches) {
        row.hits().incrementAndGet();
        return row.expected();
      }
    }
    return "no row";
  }

  List<String> rowsThatNeverMatched() {
    return rows.stream().filter(row -> row.hits().get() == 0).map(Row::text).toList();
  }

  /** A decision in the table's words. */
  static String words(ServerState from, Decision decision) {
    Map<Decision.Effect, String> names =
        Map.of(
            Decision.Effect.ADVANCE, "advance",
            Decision.Effect.ADOPT_JOB, "adopt",
            Decision.Effect.CLEAR_TASK, "clear",
            Decision.Effect.FOLLOW_UP, "follow-up",
            Decision.Effect.ASK, "ask",
            Decision.Effect.LOOK, "look");
    String effects =
        decision.effects().isEmpty()
            ? "-"
            : String.join(" ", decision.effects().stream().sorted().map(names::get).toList());
    String kind = decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    if (decision instanceof Decision.Move move) {
      String to = move.to() == from ? "same" : move.to().name();
      return kind + " " + move.rule() + " | " + to + " | " + effects;
    }
    if (decision instanceof Decision.Progress progress) {
      return kind + " " + progress.percent() + " | - | " + effects;
    }
    return kind + " " + decision.rule() + " | - | " + effects;
  }
}
