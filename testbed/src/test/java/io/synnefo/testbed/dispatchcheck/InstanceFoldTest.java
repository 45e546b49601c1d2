package io.synnefo.testbed.dispatchcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceFoldTest {
  private static final String PREREQ = " OpPrereqError wrong_state";
  private static final String GONE = " OpPrereqError unknown_entity";
  private static final String EXEC = " OpExecError";

  /** What is done, in order, each with how it ended; then the states that are right. */
  @ParameterizedTest
  @CsvSource({
    "CREATE success, STARTED",
    "CREATE_STOPPED success, STOPPED",
    "CREATE success / SHUTDOWN success, STOPPED",
    "CREATE success / SHUTDOWN success / REBOOT success, STARTED",
    "CREATE success / SHUTDOWN success / STARTUP success, STARTED",
    "CREATE success / SET_PARAMS success / MIGRATE success, STARTED",
    "CREATE success / SHUTDOWN canceled, STARTED",
    "CREATE success / SHUTDOWN PREREQ, STARTED",
    "CREATE success / SHUTDOWN EXEC, STARTED STOPPED",
    "CREATE success / SHUTDOWN EXEC / STARTUP success, STARTED",
    "CREATE success / REMOVE success, DESTROYED",
    "CREATE success / REMOVE EXEC, DESTROYED STARTED STOPPED",
    "CREATE success / REMOVE PREREQ, STARTED",
    "CREATE success / STARTUP GONE, DESTROYED STARTED",
    "CREATE success / REMOVE success / STARTUP EXEC, DESTROYED",
    "CREATE success / REMOVE success / CREATE success, STARTED",
    "CREATE PREREQ, ERROR",
    "CREATE canceled, ERROR",
    "CREATE EXEC, ERROR STARTED STOPPED",
    "CREATE PREREQ / CREATE success, STARTED",
    "CREATE PREREQ / REMOVE GONE, DESTROYED ERROR",
    "CREATE success / CREATE PREREQ, STARTED",
    "SET_PARAMS success, ''",
  })
  void whatEndedLastTellsTheState(String history, String states) {
    List<JobText> jobs = new ArrayList<>();
    for (String step : history.split(" / ", -1)) {
      String[] words = step.split(" ", -1);
      String status =
          switch (words[1]) {
            case "PREREQ" -> "error" + PREREQ;
            case "GONE" -> "error" + GONE;
            case "EXEC" -> "error" + EXEC;
            default -> words[1];
          };
      long id = jobs.size() + 1L;
      jobs.add(new JobText(id, "OP_INSTANCE_" + words[0], "snf-1", status, 10 * id));
    }
    Collections.shuffle(jobs, new Random(1)); // files come in no order
    InstanceFold fold = new InstanceFold();
    jobs.forEach(job -> fold.add(job.op()));
    assertEquals(states, String.join(" ", fold.states()));
    assertFalse(fold.isUnderWay());
  }

  @ParameterizedTest
  @CsvSource({"queued", "waiting", "running", "canceling"})
  void whatHasNotEndedSaysNothingYet(String status) {
    InstanceFold fold = new InstanceFold();
    fold.add(new JobText(1, "OP_INSTANCE_CREATE", "snf-1", "success", 10).op());
    fold.add(new JobText(2, "OP_INSTANCE_SHUTDOWN", "snf-1", status, 20).op());
    assertEquals("STARTED", String.join(" ", fold.states()));
    assertTrue(fold.isUnderWay());
  }

  @ParameterizedTest
  @CsvSource({"30 20, STARTED STOPPED", "20 20, STOPPED", "20 30, STOPPED"})
  void whereTheClockAndTheJobIdsDisagreeBothAreBelieved(String ends, String states) {
    String[] end = ends.split(" ", -1);
    InstanceFold fold = new InstanceFold();
    fold.add(
        new JobText(1, "OP_INSTANCE_STARTUP", "snf-1", "success", Long.parseLong(end[0])).op());
    fold.add(
        new JobText(2, "OP_INSTANCE_SHUTDOWN", "snf-1", "success", Long.parseLong(end[1])).op());
    assertEquals(states, String.join(" ", fold.states()));
  }
}
