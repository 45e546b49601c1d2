package io.synnefo.ear.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;

/**
 * What the judge of the dispatcher's tables found.
 *
 * @param exit as its usage tells
 * @param text a line each finding, and the sum
 */
record Judgement(int exit, String text) {
  private static final int CLEAN = 0;

  /** Without the sum. */
  List<String> findings() {
    List<String> lines = text.lines().toList();
    return lines.subList(0, Math.max(0, lines.size() - 1));
  }

  /** The findings of that kind. */
  List<String> of(String kind) {
    String word = kind.toLowerCase(Locale.ROOT) + " ";
    return findings().stream().filter(line -> line.startsWith(word)).toList();
  }

  /** Whether the files told less than all, so that Ganeti itself was looked at. */
  boolean wasGanetiAsked() {
    return !text.contains(", 0 servers left open by the files");
  }

  void assertClean() {
    assertEquals(CLEAN, exit, text);
  }
}
