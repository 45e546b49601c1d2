package io.synnefo.testbed.scripts;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a suite of ./synnefo test is run and ended; the suites here are stand-ins. */
class SuitesTest {
  /** Says that it tidies up, and has a child whose pid it writes down. */
  private static final String ENDLESS =
      """
      suite_endless() {
        trap 'echo tidied >"$REPORTS/tidied"' EXIT
        sleep 300 & echo $! >"$REPORTS/child.new"
        mv "$REPORTS/child.new" "$REPORTS/child"
        wait
      }
      export -f suite_endless
      """;

  @TempDir Path reports;

  private Script suites(String text) {
    return Script.bash(List.of("state", "suites"), text).with("REPORTS", reports);
  }

  private boolean childLives() throws Exception {
    long pid = Long.parseLong(Files.readString(reports.resolve("child")).strip());
    return ProcessHandle.of(pid).isPresent();
  }

  @Test
  void itsArgumentsAndItsEndAreTheSuites() throws Exception {
    Script.Result result =
        suites(
                "suite_some() { echo \"$*\"; return 7; }\nexport -f suite_some\n"
                    + "suites_run 60 some a 'b c'")
            .run();
    assertEquals("a b c\n", result.text());
    assertEquals(7, result.exit());
  }

  @Test
  void aCommandThatFailsEndsASuite() throws Exception {
    Script.Result result =
        suites(
                "suite_some() { false; echo afterwards; }\nexport -f suite_some\n"
                    + "suites_run 60 some || echo \"ended $?\"")
            .run();
    assertEquals("ended 1\n", result.text());
  }

  @Test
  void oneThatTakesTooLongIsEndedWithItsChildrenAndTidiesUp() throws Exception {
    assertEquals(124, suites(ENDLESS + "suites_run 2 endless").run().exit());
    assertTrue(Files.exists(reports.resolve("tidied")));
    await().atMost(Duration.ofSeconds(20)).until(() -> !childLives());
  }

  @Test
  void oneIsEndedTooWhenTheTestsAreToldToEnd() throws Exception {
    Process tests =
        suites(ENDLESS + "suites_run 300 endless").start(reports.resolve("out").toFile());
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(reports.resolve("child")));
    tests.destroy();
    await().atMost(Duration.ofSeconds(20)).until(() -> !childLives());
    await().atMost(Duration.ofSeconds(20)).until(() -> !tests.isAlive());
    assertTrue(Files.exists(reports.resolve("tidied")));
    assertFalse(tests.isAlive());
  }
}
