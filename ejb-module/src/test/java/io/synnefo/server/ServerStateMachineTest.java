package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The decider against its tables, every combination. */
class ServerStateMachineTest {
  private static final long JOB = 100;
  private static final String REQUEST = "req-1";
  private static final DueServer.Job OTHER = new DueServer.Job("req-0", 7L, null);

  /** How the event's job relates to the task. */
  private enum Link {
    ID,
    REASON,
    NONE,
    /** It is the job that was to build the server. */
    CREATION
  }

  private final List<String> differences = new ArrayList<>();
  private int compared;

  @Test
  void everyOpcodeStatusStateTaskLinkAndOrderIsDecidedAsTheTableSays() throws IOException {
    DecisionTable table = new DecisionTable("/server-state-machine.txt", 6);
    for (String operation : table.words()) {
      for (JobStatus status : JobStatus.values()) {
        for (ServerState state : ServerState.values()) {
          tasks().forEach(task -> compareAll(table, operation, status, state, task));
        }
      }
    }
    assertEquals(21 * 7 * 6 * 14 * 4 * 5, compared);
    assertAll(
        () -> assertEquals(List.of(), differences),
        () -> assertEquals(List.of(), table.rowsThatNeverMatched()));
  }

  @Test
  void everyObservationIsDecidedAsTheTableSays() throws IOException {
    DecisionTable table = new DecisionTable("/server-observation.txt", 4);
    List<Rule> reasons =
        List.of(
            Rule.OUT_OF_ORDER,
            Rule.REMOVE_FAILED,
            Rule.JOB_LOST,
            Rule.SUBMIT_LOST,
            Rule.ORPHANED,
            Rule.FAILED,
            Rule.EXPIRED);
    for (Presence presence : Presence.values()) {
      for (ServerState state : ServerState.values()) {
        for (ServerTask task : tasks()) {
          for (Rule why : reasons) {
            Decision decision =
                ServerStateMachine.observe(
                    new ServerSnapshot(state, task, 7L, REQUEST, null, OTHER, SecondTry.NONE),
                    presence,
                    why);
            String key = presence + " " + state + " " + name(task) + " " + why;
            compare(
                key,
                table.expected(presence.name(), state.name(), name(task), why.name()),
                state,
                decision);
          }
        }
      }
    }
    assertAll(
        () -> assertEquals(List.of(), differences),
        () -> assertEquals(List.of(), table.rowsThatNeverMatched()));
  }

  @Test
  void everyStateAndTaskHasItsOwnOpenStackWords() {
    assertTrue(Arrays.stream(ServerState.values()).allMatch(s -> !s.apiName(null).isEmpty()));
    assertEquals("REBOOT", ServerState.STARTED.apiName(ServerTask.REBOOT));
    assertEquals("HARD_REBOOT", ServerState.STARTED.apiName(ServerTask.HARD_REBOOT));
    assertEquals("ACTIVE", ServerState.STARTED.apiName(ServerTask.DESTROY));
  }

  private void compareAll(
      DecisionTable table,
      String operation,
      JobStatus status,
      ServerState state,
      @Nullable ServerTask task) {
    for (Link link : Link.values()) {
      for (String order : List.of("first", "later", "same", "earlier", "conflict")) {
        InstanceEvent event =
            Events.job(JOB, operation)
                .because(link == Link.REASON ? REQUEST + ":x" : "")
                .is(status);
        Long taskJob = link == Link.ID ? Long.valueOf(JOB) : link == Link.REASON ? null : 7L;
        ServerSnapshot server =
            new ServerSnapshot(
                state,
                task,
                task == null ? null : taskJob,
                REQUEST,
                last(order, event),
                link == Link.CREATION ? new DueServer.Job("req-0", JOB, null) : OTHER,
                SecondTry.NONE);
        String job = job(table, link, operation, task);
        String key =
            String.join(" ", operation, status.word(), state.name(), name(task), job, order);
        String wanted =
            table.expected(
                operation,
                status.word(),
                state.name(),
                name(task),
                job,
                order.equals("first") ? "later" : order);
        Decision decision = ServerStateMachine.decide(server, event);
        compare(key, wanted, state, decision);
        if (status == JobStatus.ERROR) {
          InstanceEvent canceled =
              Events.job(JOB, operation)
                  .because(link == Link.REASON ? REQUEST + ":x" : "")
                  .cancelledUnderWay();
          assertEquals(decision, ServerStateMachine.decide(server, canceled), key);
        }
      }
    }
  }

  private static String job(
      DecisionTable table, Link link, String operation, @Nullable ServerTask task) {
    if (link == Link.CREATION && operation.equals("INSTANCE_CREATE")) {
      return "creation";
    }
    if (task == null || link == Link.NONE || link == Link.CREATION) {
      return "other";
    }
    return link == Link.ID ? "task" : table.carries(name(task), operation) ? "named" : "other";
  }

  private static @Nullable Watermark last(String order, InstanceEvent event) {
    return switch (order) {
      case "later" -> new Watermark(JOB - 1, 3, event.eventTime().minusNanos(1000));
      case "same" -> new Watermark(JOB, 0, event.eventTime());
      case "earlier" -> new Watermark(JOB + 1, 0, event.eventTime().plusNanos(1000));
      case "conflict" -> new Watermark(JOB + 1, 0, event.eventTime().minusNanos(1000));
      default -> null;
    };
  }

  private void compare(String key, String wanted, ServerState state, Decision decision) {
    compared++;
    String words = DecisionTable.words(state, decision);
    // a move to the state it is in already is written either way
    String alias = words.replace("| same |", "| " + state + " |");
    if (!words.equals(wanted) && !alias.equals(wanted) && differences.size() < 20) {
      differences.add(key + ": table says [" + wanted + "], decider [" + words + "]");
    }
  }

  private static List<ServerTask> tasks() {
    List<ServerTask> tasks = new ArrayList<>(Arrays.asList(ServerTask.values()));
    tasks.add(null);
    return tasks;
  }

  private static String name(@Nullable ServerTask task) {
    return task == null ? "none" : task.name();
  }
}
