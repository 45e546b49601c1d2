package io.synnefo.image;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An image that the caller may use.
 *
 * @param os the operating system definition of Ganeti that installs it
 * @param parameters given to that definition; not for users' eyes
 * @param format how the bytes are laid out
 */
public record ImageView(
    UUID id,
    String name,
    String os,
    Map<String, String> parameters,
    Needs needs,
    Format format,
    Instant createdAt,
    Instant updatedAt) {
  /** Copies the parameters. */
  public ImageView {
    parameters = Map.copyOf(parameters);
  }

  /** The least a flavor must offer; 0 is no demand. */
  public record Needs(int diskGib, int ramMib) {}

  /**
   * What the bytes are.
   *
   * @param disk such as {@code raw}, a word of the Image API
   * @param container such as {@code bare}, a word of the Image API
   */
  public record Format(String disk, String container, long sizeBytes) {}
}
