package io.synnefo.ganeti;

import java.util.List;

/**
 * An instance as Ganeti shows it.
 *
 * @param status Ganeti's word: running, ADMIN_down, ERROR_down, ERROR_up ...
 * @param primaryNode name of the node it lives on
 */
public record InstanceInfo(
    String name,
    String uuid,
    String status,
    String primaryNode,
    int vcpus,
    int memoryMib,
    List<String> tags) {
  /** Copies the tags. */
  public InstanceInfo {
    tags = List.copyOf(tags);
  }

  /** Whether the hypervisor runs it now. */
  public boolean isRunning() {
    return status.equals("running") || status.equals("ERROR_up");
  }
}
