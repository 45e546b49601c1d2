package io.synnefo.server;

import io.synnefo.kernel.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a server is made of, as far as making one needs it. */
public interface Catalogue {
  /** The flavor of that id. */
  Optional<Size> flavor(String id);

  /** The image of that id, if the caller may use it. */
  Optional<Source> image(Caller caller, UUID id);

  /** A flavor. */
  record Size(String id, int vcpus, int ramMib, int diskGib) {}

  /**
   * An image.
   *
   * @param os Ganeti's OS definition
   * @param parameters given to that definition
   */
  record Source(
      UUID id, String os, Map<String, String> parameters, int minDiskGib, int minRamMib) {}
}
