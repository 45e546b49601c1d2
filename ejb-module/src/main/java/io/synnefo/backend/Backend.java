package io.synnefo.backend;

import java.net.URI;
import java.util.List;

/**
 * A Ganeti cluster and how its remote API is reached.
 *
 * @param id ours; 0 before it is stored
 * @param endpoints one for each node that may be master
 * @param certificateSha256 of the certificate that all of them show
 */
public record Backend(
    long id,
    String name,
    List<URI> endpoints,
    String username,
    String certificateSha256,
    String hypervisor,
    String diskTemplate,
    BackendStatus status) {
  /** Copies the end points. */
  public Backend {
    endpoints = List.copyOf(endpoints);
  }
}
