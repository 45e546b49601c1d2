package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {
  @TempDir Path dir;
  private Process sleeper;
  private Path record;

  @BeforeEach
  void begin() throws Exception {
    sleeper = new ProcessBuilder("sleep", "60").start();
    record = dir.resolve("pid");
    library("process_record " + record + " " + sleeper.pid()).succeeded();
  }

  @AfterEach
  void end() {
    sleeper.destroyForcibly();
  }

  private static Script.Result library(String text) throws Exception {
    return Script.bash(List.of("process"), text).run();
  }

  @Test
  void aRecordedProcessIsStopped() throws Exception {
    assertEquals(sleeper.pid() + "\n", library("process_alive " + record).succeeded().text());
    library("process_stop " + record + " 5").succeeded();
    assertTrue(sleeper.waitFor(5, TimeUnit.SECONDS));
    assertFalse(Files.exists(record));
  }

  @Test
  void aRecycledPidIsNeverSignalled() throws Exception {
    Files.writeString(record, sleeper.pid() + " 1\n");
    assertEquals(1, library("process_alive " + record).exit());
    library("process_stop " + record + " 5").succeeded();
    assertTrue(sleeper.isAlive());
  }

  @Test
  void whoAsksForOneThatIsGoneGoesOn() throws Exception {
    sleeper.destroyForcibly().waitFor();
    String gone = "process_start_time " + sleeper.pid() + " || echo gone";
    assertEquals("gone\n", library(gone).succeeded().text());
  }

  @Test
  void oneThatIgnoresTermIsKilled() throws Exception {
    Path ready = dir.resolve("ready");
    Process deaf =
        new ProcessBuilder(
                "bash", "-c", "trap '' TERM; : >" + ready + "; while :; do sleep 0.1; done")
            .start();
    try {
      library("until [[ -e " + ready + " ]]; do sleep 0.05; done").succeeded();
      library("process_record " + record + " " + deaf.pid()).succeeded();
      library("process_stop " + record + " 1").succeeded();
      assertTrue(deaf.waitFor(5, TimeUnit.SECONDS));
    } finally {
      deaf.destroyForcibly();
    }
  }
}
