package io.synnefo.console;

import io.synnefo.ganeti.RunState;
import org.jspecify.annotations.Nullable;

/**
 * An instance as Ganeti showed it, as far as a console depends on it.
 *
 * @param uuid Ganeti's: a new instance of the same name has another
 * @param node it is on
 * @param port of its VNC server; null when it has none
 * @param runs whether a hypervisor runs it, as far as Ganeti knows
 */
record Seen(String uuid, String node, @Nullable Integer port, RunState runs) {
  /** It runs, and where its VNC server is looked for. */
  boolean isRunning() {
    return runs == RunState.RUNNING;
  }

  boolean isStopped() {
    return runs == RunState.STOPPED;
  }
}
