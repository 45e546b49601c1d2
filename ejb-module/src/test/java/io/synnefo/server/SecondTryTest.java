package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a creation is asked for once more, against its table, every combination. */
class SecondTryTest {
  private static final long JOB = 100;
  private static final String FOR_NOW = "temp_insufficient_resources";

  /** How the event's job relates to the server. */
  private enum Link {
    TASK,
    NAMED,
    OTHER,
    REPLACED
  }

  private final List<String> differences = new ArrayList<>();

  private record Cell(
      ServerState state,
      @Nullable ServerTask task,
      Link link,
      String request,
      JobStatus status,
      String code) {}

  @Test
  void everyFailureOfACreationIsDecidedAsTheTableSays() throws IOException {
    DecisionTable table = new DecisionTable("/second-creation.txt", 6);
    List<Cell> cells = cells();
    cells.forEach(cell -> compare(table, cell));
    assertEquals(6 * 3 * 4 * 3 * 7 * 3, cells.size());
    assertAll(
        () -> assertEquals(List.of(), differences),
        () -> assertEquals(List.of(), table.rowsThatNeverMatched()));
  }

  private static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (ServerState state : ServerState.values()) {
      for (ServerTask task : new ServerTask[] {ServerTask.BUILD, ServerTask.DESTROY, null}) {
        for (Link link : Link.values()) {
          for (JobStatus status : JobStatus.values()) {
            for (String request : List.of("kept", "unknown", "twice")) {
              cells.add(new Cell(state, task, link, request, status, FOR_NOW));
              cells.add(new Cell(state, task, link, request, status, "insufficient_resources"));
              cells.add(new Cell(state, task, link, request, status, "none"));
            }
          }
        }
      }
    }
    return cells;
  }

  private void compare(DecisionTable table, Cell cell) {
    ServerTask task = cell.task();
    String wanted =
        table.expected(
            cell.state().name(),
            task == null ? "none" : task.name(),
            cell.link().name().toLowerCase(Locale.ROOT),
            cell.request(),
            cell.status().word(),
            cell.code());
    if (wanted.startsWith("as ever")) {
      wanted = DecisionTable.words(cell.state(), decide(cell, false));
    }
    String got = DecisionTable.words(cell.state(), decide(cell, !cell.request().equals("unknown")));
    if (!got.equals(wanted) && differences.size() < 20) {
      differences.add(cell + ": table says [" + wanted + "], decider [" + got + "]");
    }
  }

  private static Decision decide(Cell cell, boolean known) {
    JsonValue result = cell.code().equals("none") ? JsonValue.NULL : Events.error(cell.code());
    Long replaced =
        cell.link() == Link.REPLACED
            ? Long.valueOf(JOB)
            : cell.request().equals("twice") ? Long.valueOf(7) : null;
    Long taskJob =
        cell.link() == Link.TASK
            ? Long.valueOf(JOB)
            : cell.link() == Link.OTHER ? Long.valueOf(8) : null;
    return ServerStateMachine.decide(
        new ServerSnapshot(
            cell.state(),
            cell.task(),
            cell.task() == null ? null : taskJob,
            "req-1",
            null,
            new DueServer.Job("req-0", 8L, null),
            new SecondTry(known, replaced)),
        Events.job(JOB, "INSTANCE_CREATE").is(cell.status(), result));
  }
}
