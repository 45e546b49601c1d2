package io.synnefo.api.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.console.TapOutput.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tests of the page's own modules, {@code src/test/console}, as node runs them. */
class ConsoleScriptsTest {
  private static final Path OUTPUT = Path.of("target/console-scripts.tap");

  @TestFactory
  Stream<DynamicTest> everyTestOfThePagesModulesPasses() throws Exception {
    List<Path> files;
    try (Stream<Path> found = Files.list(Path.of("src/test/console"))) {
      files = found.filter(file -> file.toString().endsWith(".test.mjs")).sorted().toList();
    }
    assertFalse(files.isEmpty());
    int exit = run(files);
    List<Outcome> outcomes = TapOutput.outcomes(Files.readAllLines(OUTPUT));
    assertTrue(outcomes.size() >= files.size(), "too few tests, see " + OUTPUT);
    assertEquals(exit == 0, outcomes.stream().allMatch(Outcome::passed), "see " + OUTPUT);
    return outcomes.stream()
        .map(
            outcome ->
                DynamicTest.dynamicTest(
                    outcome.name(), () -> assertTrue(outcome.passed(), "see " + OUTPUT)));
  }

  private static int run(List<Path> files) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
    files.forEach(file -> command.add(file.toString()));
    Process node =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(OUTPUT.toFile())
            .start();
    if (!node.waitFor(120, TimeUnit.SECONDS)) {
      node.destroyForcibly();
      throw new IOException(command + " took longer than two minutes");
    }
    return node.exitValue();
  }

  @Test
  void anyVersionsOutputIsReadAndNothingCountsTwice() {
    List<String> flat = List.of("TAP version 13", "ok 1 - one", "not ok 2 - two", "1..2");
    List<String> nested =
        List.of("    ok 1 - one", "    not ok 2 - two", "ok 1 - /src/some.test.mjs", "# pass 1");
    List<Outcome> both = List.of(new Outcome("one", true), new Outcome("two", false));
    assertEquals(both, TapOutput.outcomes(flat));
    assertEquals(both, TapOutput.outcomes(nested));
  }

  @Test
  void aFileThatCannotBeLoadedAndASkippedTestHaveNotPassed() {
    assertEquals(
        List.of(new Outcome("/src/some.test.mjs", false), new Outcome("three", false)),
        TapOutput.outcomes(List.of("not ok 1 - /src/some.test.mjs", "ok 2 - three # SKIP why")));
  }
}
