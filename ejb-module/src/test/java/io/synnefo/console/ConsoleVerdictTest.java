package io.synnefo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.synnefo.ganeti.RunState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Ganeti's word means for a console. */
class ConsoleVerdictTest {
  private static final Seen BEFORE = new Seen("u1", "node1", 11_000, RunState.RUNNING);

  @ParameterizedTest
  @CsvSource({
    "RUNNING,   11000, OPEN",
    "RUNNING,        , NO_DISPLAY",
    "STOPPED,   11000, NOT_RUNNING",
    "STOPPED,        , NOT_RUNNING",
    "ELSEWHERE, 11000, NOT_KNOWN",
    "UNKNOWN,   11000, NOT_KNOWN",
    "UNKNOWN,        , NOT_KNOWN"
  })
  void aProxyIsAskedForWhatRunsAndHasAVncServer(
      RunState runs, @Nullable Integer port, ConsoleVerdict verdict) {
    assertEquals(verdict, ConsoleVerdict.of(new Seen("u1", "node1", port, runs)));
  }

  @Test
  void whatGanetiDoesNotHaveDoesNotRun() {
    assertEquals(ConsoleVerdict.NOT_RUNNING, ConsoleVerdict.of(null));
  }

  @ParameterizedTest
  @CsvSource({
    "u1, node1, 11000, true,",
    "u1, node1, 11000, false,",
    "u1, node2, 11000, true,  it moved from node1 to node2",
    "u1, node1, 11001, true,  its port was 11000 and is 11001",
    "u1, node1,      , true,  its port was 11000 and is null",
    "u2, node1, 11000, true,  the instance is gone",
    "u2, node2, 11001, false, the instance is gone"
  })
  void itsConsoleIsItsOwnWhileInstanceNodeAndPortAreTheSame(
      String uuid, String node, @Nullable Integer port, boolean running, @Nullable String change) {
    Seen after = new Seen(uuid, node, port, running ? RunState.RUNNING : RunState.STOPPED);
    assertEquals(change, ConsoleVerdict.changed(BEFORE, after));
  }

  @Test
  void whatWasRemovedMeanwhileIsGone() {
    assertEquals("the instance is gone", ConsoleVerdict.changed(BEFORE, null));
    assertNull(ConsoleVerdict.changed(BEFORE, BEFORE));
  }
}
