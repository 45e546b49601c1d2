package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsTest {
  @TempDir Path dir;

  private Script.Result steps(String text) throws Exception {
    return Script.bash(List.of("steps"), text).with("STATE", dir).run();
  }

  @Test
  void whereThereIsNoTerminalALongStepSaysThatItGoesOnAndThenWhatBecameOfIt() throws Exception {
    String text =
        steps(
                """
                long_one() { until grep 'goes on' "$STATE/said" >&2; do read -r -t 0.1 <>"$STATE/none" || :; done; echo built; }
                mkfifo "$STATE/none"
                STEP_FIRST_TOLD=1
                step build long_one | tee "$STATE/said"
                """)
            .succeeded()
            .text();
    assertTrue(text.matches("build +[0-9.]+ s  goes on ...\nbuild +[0-9.]+ s  built\n"), text);
  }

  @Test
  void aShortStepIsOneLineAndOneThatFailsSaysWhy() throws Exception {
    String text = steps("short_one() { echo 'up to date'; }; step build short_one").text();
    assertTrue(text.matches("build +[0-9.]+ s  up to date\n"), text);
    Script.Result failed = steps("broken() { echo why >&2; false; }; step build broken");
    assertEquals(1, failed.exit());
    assertTrue(failed.text().matches("build +[0-9.]+ s  FAILED\nwhy\n"), failed.text());
  }
}
