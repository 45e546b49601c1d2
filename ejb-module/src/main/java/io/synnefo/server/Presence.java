package io.synnefo.server;

/** What Ganeti answered when asked for an instance. */
public enum Presence {
  RUNNING,
  STOPPED,
  ABSENT
}
