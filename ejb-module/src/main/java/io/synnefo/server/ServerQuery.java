package io.synnefo.server;

import io.synnefo.kernel.Sort;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which servers are asked for; null is no demand.
 *
 * @param nameRegex found anywhere in the name
 * @param status the Compute API's word; an unknown one matches nothing
 * @param changesSince changed at or after that; then deleted servers are told too
 * @param marker the last server of the page before
 * @param allProjects for admins only
 * @param sorts in Nova's words; the newest first when there are none
 */
public record ServerQuery(
    @Nullable String nameRegex,
    @Nullable String status,
    @Nullable Instant changesSince,
    @Nullable UUID marker,
    int limit,
    boolean allProjects,
    @Nullable String flavorId,
    @Nullable UUID imageId,
    List<Sort> sorts) {
  /** Copies the order. */
  public ServerQuery {
    sorts = List.copyOf(sorts);
  }

  /** All of the caller's project, up to that many. */
  public static ServerQuery all(int limit) {
    return new ServerQuery(null, null, null, null, limit, false, null, null, List.of());
  }
}
