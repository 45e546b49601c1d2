package io.synnefo.ganeti;

import java.util.List;
import java.util.Map;

/**
 * What Ganeti needs to make an instance and start it. NICs come with the network service.
 *
 * @param hypervisor {@code kvm} or {@code fake}
 * @param osType OS definition and variant, {@code snf-image+default}
 * @param osParams parameters the OS definition declares
 * @param secretOsParams ditto, kept from Ganeti's logs and job archive (osparams_private)
 * @param opportunistic whether Ganeti first looks for room on such nodes only that no other job has
 *     locked, instead of waiting for all (ADR 013)
 */
public record CreateInstanceRequest(
    String name,
    String hypervisor,
    String diskTemplate,
    int vcpus,
    int memoryMib,
    List<Integer> disksMib,
    String osType,
    Map<String, String> osParams,
    Map<String, String> secretOsParams,
    List<String> tags,
    boolean opportunistic) {
  /** Copies the collections. */
  public CreateInstanceRequest {
    disksMib = List.copyOf(disksMib);
    osParams = Map.copyOf(osParams);
    secretOsParams = Map.copyOf(secretOsParams);
    tags = List.copyOf(tags);
  }

  /** The same, waiting for the locks of all nodes. */
  public CreateInstanceRequest withAllLocks() {
    return new CreateInstanceRequest(
        name,
        hypervisor,
        diskTemplate,
        vcpus,
        memoryMib,
        disksMib,
        osType,
        osParams,
        secretOsParams,
        tags,
        false);
  }

  @Override
  public String toString() {
    return "CreateInstanceRequest[" + name + ", " + diskTemplate + " " + disksMib + "]";
  }
}
