package io.synnefo.console;

import org.jspecify.annotations.Nullable;

/** What Ganeti's word on an instance means for its console. */
enum ConsoleVerdict {
  /** A proxy may be asked. */
  OPEN,
  /** Ganeti has it not, or does not run it, whatever we have heard. */
  NOT_RUNNING,
  /** Ganeti does not know whether, or where, it runs: its node does not answer, or has it not. */
  NOT_KNOWN,
  /** Its hypervisor gives it no VNC server. */
  NO_DISPLAY;

  /** Before a proxy is asked; null is an instance that Ganeti does not have. */
  static ConsoleVerdict of(@Nullable Seen seen) {
    if (seen == null || seen.isStopped()) {
      return NOT_RUNNING;
    }
    if (!seen.isRunning()) {
      return NOT_KNOWN;
    }
    return seen.port() == null ? NO_DISPLAY : OPEN;
  }

  /**
   * What has changed since, so that the port that a proxy connected to may have been another
   * machine's by then; null when nothing has. That it has stopped is no such change: Ganeti gives
   * its port to nobody before it is removed.
   */
  static @Nullable String changed(Seen before, @Nullable Seen after) {
    if (after == null || !after.uuid().equals(before.uuid())) {
      return "the instance is gone";
    }
    if (!after.node().equals(before.node())) {
      return "it moved from " + before.node() + " to " + after.node();
    }
    if (before.port() == null || !before.port().equals(after.port())) {
      return "its port was " + before.port() + " and is " + after.port();
    }
    return null;
  }
}
