package io.synnefo.backend;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backend with what its cluster told of itself.
 *
 * @param cluster null until it was asked with success
 * @param capacity null likewise
 * @param toldAt when that was
 * @param problem why it could not be asked the last time; null when it could
 */
public record BackendView(
    Backend backend,
    @Nullable Cluster cluster,
    @Nullable Capacity capacity,
    @Nullable Instant toldAt,
    @Nullable String problem) {
  /** What the cluster is, and what it lets instances use. */
  public record Cluster(
      String name,
      String uuid,
      String softwareVersion,
      String master,
      List<String> diskTemplates,
      List<String> hypervisors) {
    /** Copies the lists. */
    public Cluster {
      diskTemplates = List.copyOf(diskTemplates);
      hypervisors = List.copyOf(hypervisors);
    }
  }
}
