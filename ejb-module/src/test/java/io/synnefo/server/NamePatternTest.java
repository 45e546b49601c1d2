package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.synnefo.kernel.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({"web,web-1,true", "^web$,web-1,false", "w.b|db,db,true", "[0-9]+$,web-1,true"})
  void itIsFoundAnywhereInTheName(String regex, String name, boolean found) {
    assertEquals(found, NamePattern.of(regex).isIn(name));
  }

  @Test
  void noPatternMatchesEveryName() {
    assertEquals(true, NamePattern.of(null).isIn("web"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "[", "(){1000000000}", "(?:(?:){1000}){1000}", "(?=){100000000}", "a**"})
  void whatIsNoExpressionOrAnExpensiveOneIsRefused(String regex) {
    assertThrows(Fault.class, () -> NamePattern.of(regex));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*a){20}$"})
  void anExpressionThatBacktracksForEverElsewhereEnds(String regex) {
    String name = "a".repeat(254) + "!";
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertEquals(false, NamePattern.of(regex).isIn(name)));
  }
}
