package io.synnefo.server;

import io.synnefo.ganeti.InstanceInfo;

/** What Ganeti answered when asked for an instance. */
public enum Presence {
  RUNNING,
  STOPPED,
  /** It is there; whether it runs Ganeti could not see. */
  UNSEEN,
  ABSENT;

  /** Of an instance that Ganeti has. */
  public static Presence of(InstanceInfo instance) {
    return switch (instance.runState()) {
      case RUNNING, ELSEWHERE -> RUNNING;
      case STOPPED -> STOPPED;
      case UNKNOWN -> UNSEEN;
    };
  }
}
