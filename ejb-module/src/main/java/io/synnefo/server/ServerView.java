package io.synnefo.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server as its user sees it.
 *
 * @param task what is under way
 * @param nics as Ganeti showed them last; a moment after a change they are those of before
 * @param progress percent; while it is built, the stage that Ganeti's job is at
 * @param fault why it is in ERROR
 * @param hostId null while it is not known where it runs
 */
public record ServerView(
    UUID id,
    String name,
    String userId,
    String projectId,
    ServerState state,
    @Nullable ServerTask task,
    String flavorId,
    UUID imageId,
    Instant createdAt,
    Instant updatedAt,
    Map<String, String> metadata,
    List<Shape.Nic> nics,
    int progress,
    @Nullable ServerFault fault,
    @Nullable String hostId) {
  /** Copies the collections. */
  public ServerView {
    metadata = Map.copyOf(metadata);
    nics = List.copyOf(nics);
  }
}
