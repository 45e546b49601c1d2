package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.kernel.Fault;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which actions are permitted when. */
class ServerGuardTest {
  private static final UUID ID = UUID.fromString("bc653ea1-6d8f-4482-aae9-dfffa22af5e6");

  @ParameterizedTest
  @CsvSource({
    "START, STOPPED",
    "STOP, STARTED",
    "REBOOT, STARTED",
    "HARD_REBOOT, STOPPED STARTED",
    "DESTROY, BUILD ERROR STOPPED STARTED RESIZE"
  })
  void anActionIsPermittedInTheseStatesAndRefusedInAllOthers(ServerAction action, String states) {
    for (ServerState state : ServerState.values()) {
      int refusal = state == ServerState.DESTROYED ? 404 : 409;
      int wanted = List.of(states.split(" ")).contains(state.name()) ? 202 : refusal;
      assertEquals(wanted, answer(action, state, null), () -> action + " in " + state);
    }
  }

  @ParameterizedTest
  @EnumSource(ServerTask.class)
  void aTaskUnderWayPermitsNothingButToDestroy(ServerTask task) {
    for (ServerAction action : ServerAction.values()) {
      for (ServerState state : ServerState.values()) {
        int gone = state == ServerState.DESTROYED ? 404 : 0;
        int wanted = gone > 0 ? gone : action == ServerAction.DESTROY ? 202 : 409;
        assertEquals(wanted, answer(action, state, task));
      }
    }
  }

  @Test
  void aRefusalIsSaidInOpenStacksWords() {
    assertEquals(
        "Cannot 'start' instance " + ID + " while it is in vm_state active",
        refusal(ServerAction.START, ServerState.STARTED, null));
    assertEquals(
        "Cannot 'reboot' instance " + ID + " while it is in task_state powering-off",
        refusal(ServerAction.HARD_REBOOT, ServerState.STARTED, ServerTask.STOP));
    assertEquals(
        "Instance " + ID + " could not be found.",
        refusal(ServerAction.DESTROY, ServerState.DESTROYED, null));
  }

  @Test
  void aConsoleIsOpenedOfWhatIsActiveAndStaysForNow() {
    for (ServerState state : ServerState.values()) {
      int refusal = state == ServerState.DESTROYED ? 404 : 409;
      int wanted = state == ServerState.STARTED ? 200 : refusal;
      assertEquals(wanted, console(state, null), state::name);
      for (ServerTask task : ServerTask.values()) {
        boolean stays = state == ServerState.STARTED && task == ServerTask.STOP;
        assertEquals(stays ? 200 : refusal, console(state, task), () -> task + " in " + state);
      }
    }
  }

  private static int console(ServerState state, @Nullable ServerTask task) {
    try {
      ServerGuard.requireConsole(ID, state, task);
      return 200;
    } catch (Fault fault) {
      return fault.code().httpStatus();
    }
  }

  private static int answer(ServerAction action, ServerState state, @Nullable ServerTask task) {
    try {
      ServerGuard.require(ID, action, state, task);
      return 202;
    } catch (Fault fault) {
      return fault.code().httpStatus();
    }
  }

  private static String refusal(ServerAction action, ServerState state, @Nullable ServerTask task) {
    try {
      ServerGuard.require(ID, action, state, task);
      return "";
    } catch (Fault fault) {
      return String.valueOf(fault.getMessage());
    }
  }
}
