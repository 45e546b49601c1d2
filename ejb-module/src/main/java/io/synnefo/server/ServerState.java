package io.synnefo.server;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a server, in the words that operators of Cyclades know; {@link #apiName} is the
 * one place where it becomes OpenStack's word.
 */
public enum ServerState {
  /** Accepted; Ganeti has not yet reported how its creation ended. */
  BUILD("BUILD", "building", 0),
  /** Ganeti failed to create it, or never got to know of it. */
  ERROR("ERROR", "error", 0),
  /** Ganeti has it and does not run it. */
  STOPPED("SHUTOFF", "stopped", 4),
  /** Ganeti runs it. */
  STARTED("ACTIVE", "active", 1),
  /** Its size is being changed. */
  RESIZE("RESIZE", "resized", 4),
  /** Ganeti has it no more. Nothing leads out of this state. */
  DESTROYED("DELETED", "deleted", 0);

  private final String apiName;
  private final String vmState;
  private final int powerState;

  ServerState(String apiName, String vmState, int powerState) {
    this.apiName = apiName;
    this.vmState = vmState;
    this.powerState = powerState;
  }

  /** The Compute API's {@code status}: of the state alone, but for a reboot, which shows. */
  public String apiName(@Nullable ServerTask task) {
    if (this == STARTED && task == ServerTask.REBOOT) {
      return "REBOOT";
    }
    if (this == STARTED && task == ServerTask.HARD_REBOOT) {
      return "HARD_REBOOT";
    }
    return apiName;
  }

  /** The Compute API's {@code OS-EXT-STS:vm_state}. */
  public String vmState() {
    return vmState;
  }

  /** The Compute API's {@code OS-EXT-STS:power_state}: 0 unknown, 1 running, 4 shut down. */
  public int powerState() {
    return powerState;
  }
}
