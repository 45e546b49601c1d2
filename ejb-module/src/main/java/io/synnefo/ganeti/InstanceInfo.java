package io.synnefo.ganeti;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance as Ganeti shows it.
 *
 * @param status Ganeti's word, see {@link RunState}
 * @param primaryNode name of the node it lives on
 * @param networkPort of its VNC server on that node, running or not; null when its hypervisor has
 *     given it none
 * @param nics in Ganeti's order, by which guests know them
 * @param disks ditto
 * @param hypervisorParameters those that were set for it; the cluster's defaults are not among them
 */
public record InstanceInfo(
    String name,
    String uuid,
    String status,
    String primaryNode,
    @Nullable Integer networkPort,
    int vcpus,
    int memoryMib,
    List<Nic> nics,
    List<Disk> disks,
    List<String> tags,
    Map<String, String> hypervisorParameters) {
  /** Copies the collections. */
  public InstanceInfo {
    nics = List.copyOf(nics);
    disks = List.copyOf(disks);
    tags = List.copyOf(tags);
    hypervisorParameters = Map.copyOf(hypervisorParameters);
  }

  /**
   * A network interface.
   *
   * @param ip null where the guest gets none from Ganeti
   * @param mode bridged, routed or openvswitch
   * @param link the bridge, the routing table or the switch
   * @param network name of Ganeti's network; null when it is on a link alone
   * @param name which the cloud gave it
   */
  public record Nic(
      String mac,
      @Nullable String ip,
      @Nullable String mode,
      @Nullable String link,
      @Nullable String network,
      @Nullable String name) {}

  /**
   * A disk.
   *
   * @param name which the cloud gave it
   */
  public record Disk(long sizeMib, @Nullable String name) {}

  /** What Ganeti's word says. */
  public RunState runState() {
    return RunState.ofWord(status);
  }

  /** Whether a hypervisor runs it now, on whatever node. */
  public boolean isRunning() {
    return runState() == RunState.RUNNING || runState() == RunState.ELSEWHERE;
  }
}
