package io.synnefo.server;

import java.util.Locale;

/** What a user may ask of a server that exists. */
enum ServerAction {
  START(ServerTask.START),
  STOP(ServerTask.STOP),
  REBOOT(ServerTask.REBOOT),
  HARD_REBOOT(ServerTask.HARD_REBOOT),
  DESTROY(ServerTask.DESTROY);

  private final ServerTask task;

  ServerAction(ServerTask task) {
    this.task = task;
  }

  /** The task a server has from the request until Ganeti reports its end. */
  ServerTask task() {
    return task;
  }

  /** OpenStack's verb, as in its faults; both kinds of reboot are one to it. */
  String verb() {
    return this == HARD_REBOOT ? "reboot" : name().toLowerCase(Locale.ROOT);
  }
}
