package io.synnefo.server;

/** What has been asked of a server and is not known to have ended. One at a time. */
public enum ServerTask {
  BUILD("spawning", Operation.CREATE),
  START("powering-on", Operation.STARTUP),
  STOP("powering-off", Operation.SHUTDOWN),
  REBOOT("rebooting", Operation.REBOOT),
  HARD_REBOOT("rebooting_hard", Operation.REBOOT),
  DESTROY("deleting", Operation.REMOVE),
  RESIZE("resize_prep", Operation.STATELESS),
  RESCUE("rescuing", Operation.STATELESS),
  UNRESCUE("unrescuing", Operation.STATELESS),
  CONNECT("connecting", Operation.STATELESS),
  DISCONNECT("disconnecting", Operation.STATELESS),
  ATTACH_VOLUME("attaching_volume", Operation.STATELESS),
  DETACH_VOLUME("detaching_volume", Operation.STATELESS);

  private final String taskState;
  private final Operation operation;

  ServerTask(String taskState, Operation operation) {
    this.taskState = taskState;
    this.operation = operation;
  }

  /** The Compute API's {@code OS-EXT-STS:task_state}. */
  public String taskState() {
    return taskState;
  }

  /** The opcode that carries it out. */
  Operation operation() {
    return operation;
  }
}
