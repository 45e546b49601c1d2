package io.synnefo.image;

import java.util.Optional;
import java.util.UUID;

/**
 * Which images are wanted.
 *
 * @param name exactly this name
 * @param after the image that ended the page before
 * @param limit at most so many
 */
public record ImageQuery(Optional<String> name, Optional<UUID> after, int limit) {}
