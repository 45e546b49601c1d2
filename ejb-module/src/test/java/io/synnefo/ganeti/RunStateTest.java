package io.synnefo.ganeti;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ganeti's words for whether an instance runs: all of its constants.INSTST_ALL, and others. */
class RunStateTest {
  @ParameterizedTest
  @CsvSource({
    "running,           RUNNING",
    "ERROR_up,          RUNNING",
    "ERROR_wrongnode,   ELSEWHERE",
    "ADMIN_down,        STOPPED",
    "ADMIN_offline,     STOPPED",
    "ERROR_down,        STOPPED",
    "USER_down,         STOPPED",
    "ERROR_nodedown,    UNKNOWN",
    "ERROR_nodeoffline, UNKNOWN",
    "unknown,           UNKNOWN",
    "ERROR_news,        UNKNOWN",
    "'',                UNKNOWN"
  })
  void eachWordSaysSo(String word, RunState state) {
    assertEquals(state, RunState.ofWord(word));
  }
}
