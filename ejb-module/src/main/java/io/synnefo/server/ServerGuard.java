package io.synnefo.server;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells which actions a server permits: one task at a time, and never a refusal to delete. */
final class ServerGuard {
  private static final String CONSOLE = "get_console";

  private ServerGuard() {}

  /**
   * The action is permitted.
   *
   * <p>Faults: conflictingRequest when it is not, in OpenStack's words; itemNotFound when the
   * server is destroyed.
   */
  static void require(UUID id, ServerAction action, ServerState state, @Nullable ServerTask task) {
    if (state == ServerState.DESTROYED) {
      throw ServerFaults.notFound(id);
    }
    if (action == ServerAction.DESTROY) {
      return;
    }
    if (task != null) {
      throw refused(id, action, "task_state " + task.taskState());
    }
    boolean permitted =
        switch (action) {
          case START -> state == ServerState.STOPPED;
          // Ganeti starts what it is to reboot and does not run
          case HARD_REBOOT -> state == ServerState.STARTED || state == ServerState.STOPPED;
          default -> state == ServerState.STARTED;
        };
    if (!permitted) {
      throw refused(id, action, "vm_state " + state.vmState());
    }
  }

  /**
   * Its console may be opened: it is active, and is not about to lose the process that shows it.
   * One that is being stopped keeps its console, to watch it go down.
   *
   * <p>Faults: as above.
   */
  static void requireConsole(UUID id, ServerState state, @Nullable ServerTask task) {
    if (state == ServerState.DESTROYED) {
      throw ServerFaults.notFound(id);
    }
    if (state != ServerState.STARTED) {
      throw refused(id, CONSOLE, "vm_state " + state.vmState());
    }
    if (task != null && task != ServerTask.STOP) {
      throw refused(id, CONSOLE, "task_state " + task.taskState());
    }
  }

  private static Fault refused(UUID id, ServerAction action, String why) {
    return refused(id, action.verb(), why);
  }

  private static Fault refused(UUID id, String verb, String why) {
    return new Fault(
        FaultCode.CONFLICT, "Cannot '" + verb + "' instance " + id + " while it is in " + why);
  }
}
