package io.synnefo.image;

import io.synnefo.kernel.Sort;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which images are wanted.
 *
 * @param name exactly this name
 * @param after the image that ended the page before
 * @param limit at most so many
 * @param sorts in Glance's words; the newest first when there are none
 */
public record ImageQuery(Optional<String> name, Optional<UUID> after, int limit, List<Sort> sorts) {
  /** Copies the order. */
  public ImageQuery {
    sorts = List.copyOf(sorts);
  }

  /** In the usual order: the newest first. */
  public ImageQuery(Optional<String> name, Optional<UUID> after, int limit) {
    this(name, after, limit, List.of());
  }
}
