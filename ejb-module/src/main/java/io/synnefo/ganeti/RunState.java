package io.synnefo.ganeti;

/** Whether an instance runs, as far as Ganeti's word for it says. */
public enum RunState {
  RUNNING,
  /** It runs, but not on its primary node. */
  ELSEWHERE,
  STOPPED,
  /** Its node does not answer, or is marked offline, and it may run there all the same. */
  UNKNOWN;

  /** What that word says; one that is not known says nothing. */
  static RunState ofWord(String status) {
    return switch (status) {
      case "running", "ERROR_up" -> RUNNING;
      case "ERROR_wrongnode" -> ELSEWHERE;
      case "ADMIN_down", "ADMIN_offline", "ERROR_down", "USER_down" -> STOPPED;
      default -> UNKNOWN;
    };
  }
}
