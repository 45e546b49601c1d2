package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An operator who finds a line in the log finds it in the page, too. */
class LogLinesTest {
  private static final String LITERAL = "\"((?:\\\\.|[^\"\\\\])*)\"";

  /** Its own, and of what all programs share. */
  private static final List<String> SOURCES =
      List.of("src/main/java", "../wire/src/main/java/io/synnefo/program");

  /** What is logged at once, and the texts that become a line by way of a method or a field. */
  private static final Pattern TOLD =
      Pattern.compile(
          "(?:\\bLOG\\.log\\(\\s*(?!System\\.Logger\\.Level\\.DEBUG,)"
              + "|\\b(?:fail|say|pause)\\(|\\bfault = (?=[^;]*\\+))"
              + "((?:"
              + LITERAL
              + "|[^;\"])*);");

  /** Every one that has words of its own; where it is told. */
  private static Map<String, String> told() throws IOException {
    Map<String, String> told = new TreeMap<>();
    for (String sources : SOURCES) {
      try (Stream<Path> files = Files.walk(Path.of(sources))) {
        for (Path source : files.filter(Files::isRegularFile).toList()) {
          Matcher statement = TOLD.matcher(Files.readString(source));
          while (statement.find()) {
            longest(statement.group(1))
                .ifPresent(text -> told.put(text, String.valueOf(source.getFileName())));
          }
        }
      }
    }
    return told;
  }

  /** The longest run of words; what is put in is between the runs. */
  private static Optional<String> longest(String statement) {
    return Pattern.compile(LITERAL)
        .matcher(statement)
        .results()
        .flatMap(literal -> Arrays.stream(literal.group(1).split("\\{\\d}", -1)))
        .map(text -> text.strip().replaceFirst("^\\W+", ""))
        .filter(text -> text.matches(".*[a-z]{4}.*"))
        .max(Comparator.comparingInt(String::length));
  }

  @Test
  void eachLineOfTheLogIsExplainedInTheOperatorsPage() throws IOException {
    String page = Files.readString(Path.of("../docs/eventd.md"));
    String table =
        page.substring(page.indexOf("## What the log says"), page.indexOf("| exit code"));
    Map<String, String> unexplained = told();
    unexplained.keySet().removeIf(table::contains);
    assertEquals(Map.of(), unexplained);
  }

  @Test
  void linesOfEachKindAreFound() throws IOException {
    assertTrue(
        told()
            .keySet()
            .containsAll(
                List.of(
                    "active:", // by a method
                    "systemd could not be told", // of what is shared
                    "log level is", // in the middle of it is what was asked for
                    "is of no key that is set: left alone", // at its end
                    "part of the archive cannot be read, will try on:")), // by a field
        () -> "one is not seen any more");
  }
}
