package io.synnefo.server;

import io.synnefo.backend.Backend;
import io.synnefo.flavor.Flavor;
import io.synnefo.ganeti.CreateInstanceRequest;
import java.util.List;
import java.util.Map;

/** What Ganeti is asked for to build a server. */
final class BuildRequest {
  private static final int MIB_PER_GIB = 1024;

  /** A parameter of the OS definition that Ganeti keeps from its logs and archive. */
  private static final String PASSWORD_PARAMETER = "img_passwd";

  private BuildRequest() {}

  /** First with such nodes only that nobody has locked: creations then do not wait in line. */
  static CreateInstanceRequest of(
      String instance, Backend backend, FindParts.Parts parts, String password) {
    Flavor flavor = parts.flavor();
    List<Integer> disks =
        backend.diskTemplate().equals("diskless")
            ? List.of()
            : List.of(flavor.diskGib() * MIB_PER_GIB);
    return new CreateInstanceRequest(
        instance,
        backend.hypervisor(),
        backend.diskTemplate(),
        flavor.vcpus(),
        flavor.ramMib(),
        disks,
        parts.image().os(),
        parts.image().parameters(),
        Map.of(PASSWORD_PARAMETER, password),
        List.of(),
        true);
  }
}
