package io.synnefo.server;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a server is as it is.
 *
 * @param instance its name in Ganeti
 * @param now how it stands; null when only its history is left, since Ganeti would not take it
 * @param shape what it is made of, as Ganeti showed it last; empty before that
 * @param older whether there are steps before these, which are not told
 * @param steps the latest, in their order
 */
public record ServerStory(
    String instance, @Nullable Now now, Shape shape, boolean older, List<ServerStep> steps) {
  /** Copies the steps. */
  public ServerStory {
    steps = List.copyOf(steps);
  }

  /**
   * How the server stands.
   *
   * @param flavorId which it has, or had when Ganeti last showed it in a size of some flavor
   * @param task what is under way, and {@code taskJobId} Ganeti's job for it, once it is known
   * @param dueAt from when on somebody looks at it
   * @param observedAt when Ganeti was last asked for it
   */
  public record Now(
      String id,
      String name,
      String projectId,
      String flavorId,
      String state,
      @Nullable String task,
      @Nullable Long taskJobId,
      @Nullable Instant dueAt,
      @Nullable Instant observedAt) {}
}
